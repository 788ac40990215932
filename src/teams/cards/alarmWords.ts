import type { Alarm, RuleFinding } from '../../domain/alarm.ts';
import type { CoverageRule } from '../../domain/coverage.ts';
import type { PersonId } from '../../domain/ids.ts';
import { LEDGER_FAULT_KINDS } from '../../domain/ledgerFault.ts';
import { DIFFERENCE_KINDS } from '../../domain/roster.ts';
import type { CardContext } from './context.ts';
import { plain, shortened } from './elements.ts';

/** How many people or rules one alarm names on a card. */
const NAMED = 6;

export type Names = ReadonlyMap<PersonId, string>;

/** An alarm in words: one line, what is behind it, and what to do about it. */
export type AlarmWords = {
  readonly headline: string;
  readonly details: readonly string[];
  readonly todo: string;
};

export function alarmWords({ texts, dates }: CardContext, alarm: Alarm, names: Names): AlarmWords {
  const { kinds, differences, more } = texts.alarms;
  const { offices } = texts.words;
  const person = (id: PersonId) => nameOf(texts, names, id);
  switch (alarm.kind) {
    case 'roster-differs': {
      const { headline, todo } = kinds[alarm.kind];
      const found = DIFFERENCE_KINDS.filter((kind) => alarm.counts[kind] > 0);
      const total = found.reduce((sum, kind) => sum + alarm.counts[kind], 0);
      return {
        headline: headline(String(total), plain(alarm.cycle)),
        details: found.map((kind) => `${alarm.counts[kind]} ${differences[kind]}`),
        todo,
      };
    }
    case 'role-empty': {
      const { headline, todo } = kinds[alarm.kind];
      return { headline: headline[alarm.role], details: [], todo: todo[alarm.role] };
    }
    case 'office-vacant': {
      const { headline, todo } = kinds[alarm.kind];
      return { headline: headline(offices[alarm.office]), details: [], todo };
    }
    case 'office-doubled': {
      const { headline, todo } = kinds[alarm.kind];
      return {
        headline: headline(offices[alarm.office], some(alarm.holders.map(person), more).join(', ')),
        details: [],
        todo,
      };
    }
    case 'office-newly-filled':
    case 'office-vacated': {
      const { headline, todo } = kinds[alarm.kind];
      const { office, holder, on } = alarm;
      return { headline: headline(offices[office], person(holder), dates.long(on)), details: [], todo };
    }
    case 'population-fell': {
      const { headline, todo } = kinds[alarm.kind];
      return {
        headline: headline(String(alarm.lost), String(alarm.covered)),
        details: [],
        todo: todo(String(alarm.limitPercent)),
      };
    }
    case 'closing-held':
    case 'pausing-held': {
      const { headline, todo } = kinds[alarm.kind];
      return {
        headline: headline(String(alarm.closing), String(alarm.open), plain(alarm.cycle)),
        details: [],
        todo: todo(String(alarm.limitPercent)),
      };
    }
    case 'waiver-to-disclose':
    case 'waiver-by-silence': {
      const { headline, todo } = kinds[alarm.kind];
      return { headline: headline(alarm.reference, dates.long(alarm.due), alarm.overdue), details: [], todo };
    }
    case 'ledger-fault': {
      const { headline, todo, faults } = kinds[alarm.kind];
      const found = LEDGER_FAULT_KINDS.filter((kind) => alarm.counts[kind] > 0);
      const total = found.reduce((sum, kind) => sum + alarm.counts[kind], 0);
      const named = alarm.faults.map(({ what }) => plain(shortened(what)));
      return {
        headline: headline(String(total)),
        details: [...found.map((kind) => `${alarm.counts[kind]} ${faults[kind]}`), ...some(named, more)],
        todo,
      };
    }
    case 'rule-matches-nobody':
    case 'rule-matches-everybody':
    case 'rules-contradict': {
      const { headline, todo } = kinds[alarm.kind];
      const rules = alarm.rules.map((rule) => ruleWords(texts, rule));
      return { headline: headline(String(rules.length)), details: some(rules, more), todo };
    }
  }
}

export function nameOf(texts: CardContext['texts'], names: Names, id: PersonId): string {
  const name = names.get(id);
  return name === undefined ? texts.alarms.unknownPerson : plain(shortened(name));
}

/** A rule as the programme file has it, and the one it contradicts. */
export function ruleWords(texts: CardContext['texts'], { other, ...rule }: RuleFinding): string {
  const { alarms } = texts;
  const inWords = ({ rule, value }: CoverageRule) => alarms.rule(plain(rule), plain(shortened(value)));
  return other ? alarms.contradicts(inWords(rule), inWords(other)) : inWords(rule);
}

function some(all: readonly string[], more: (count: number) => string): readonly string[] {
  return all.length > NAMED ? [...all.slice(0, NAMED), more(all.length - NAMED)] : all;
}
