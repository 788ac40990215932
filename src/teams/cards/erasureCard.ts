import type { PersonId } from '../../domain/ids.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { concerns, countsOf, type Erasure, erasureState, leftOutOf } from '../../domain/retention.ts';
import { type Names, nameOf } from './alarmWords.ts';
import type { Card, CardContext } from './context.ts';
import {
  box,
  type CardElement,
  card,
  execute,
  facts,
  notice,
  paragraph,
  plain,
  subtitle,
  title,
} from './elements.ts';
import { inGroups, peopleOn, recordsWords, stateWords } from './retentionWords.ts';

type Fact = readonly [label: string, value: string];

/** One list: how far it is, who is on it, and what whoever looks may decide. */
export function erasureCard(
  context: CardContext,
  input: {
    erasure: Erasure;
    names: Names;
    viewer: PersonId;
    from: number;
    note?: string;
    problem?: RefusalCode;
  },
): Card {
  const { texts } = context;
  const t = texts.retention;
  const { erasure, note, problem, viewer } = input;
  const { id, entries, proposed, sha256 } = erasure;
  const state = erasureState(erasure);
  const mayConfirm = state === 'proposed' && proposed.by !== viewer && !concerns(entries, viewer);
  const cannot = proposed.by === viewer ? t.waitsForAnother : t.ownOnIt;
  return card(
    [
      ...(problem ? [notice('attention', t.problem(problem))] : []),
      ...(note ? [notice('good', note)] : []),
      title(t.listTitle(plain(id))),
      facts(factsOf(context, erasure, input.names)),
      ...peopleOn(context, { ...input, entries, turn: { verb: 'retention.show', data: { list: id } } }),
      ...(state === 'proposed' && mayConfirm ? [paragraph(t.confirmMeans)] : []),
      // What was just done says so itself.
      ...(state === 'proposed' && !mayConfirm && !note ? [notice('accent', cannot)] : []),
      ...toRun(context, erasure),
    ],
    [
      ...(mayConfirm
        ? [execute(t.confirm, 'retention.confirm', { list: id, sha256 }, { style: 'destructive' })]
        : []),
      ...(state === 'proposed' || state === 'confirmed'
        ? [execute(t.withdraw, 'retention.withdraw', { list: id })]
        : []),
      execute(t.back, 'retention.page', {}, { quiet: true }),
    ],
  );
}

function factsOf({ texts, dates }: CardContext, erasure: Erasure, names: Names): readonly Fact[] {
  const t = texts.retention;
  const { entries, proposed, confirmed, withdrawn, executed, origin, sha256 } = erasure;
  const by = (step: { by: PersonId; at: Erasure['proposed']['at'] }) =>
    t.by(nameOf(texts, names, step.by), dates.moment(step.at));
  const leftOut = Object.entries(executed?.leftOut ?? {}) as [keyof typeof t.leftOut, number][];
  return [
    [t.facts.state, stateWords(texts, erasure)],
    [t.facts.origin, t.origins[origin]],
    [t.facts.people, String(entries.length)],
    [t.facts.records, recordsWords(texts, countsOf(entries))],
    [t.facts.proposed, by(proposed)],
    ...(confirmed ? [[t.facts.confirmed, by(confirmed)] as const] : []),
    ...(withdrawn ? [[t.facts.withdrawn, by(withdrawn)] as const] : []),
    ...(executed
      ? ([
          [t.facts.executed, dates.moment(executed.at)],
          [t.facts.outcome, t.outcome(executed.erased, executed.items)],
          ...leftOut.map(
            ([why, count]) => [t.facts.leftOut, `${t.people(count)}: ${t.leftOut[why]}`] as const,
          ),
        ] as const)
      : []),
    [t.facts.hash, inGroups(sha256)],
  ];
}

/** What the operator has to type, where there is something to run. */
function toRun({ texts }: CardContext, erasure: Erasure): readonly CardElement[] {
  const { run } = texts.retention;
  const state = erasureState(erasure);
  const again = state === 'executed' && leftOutOf(erasure) > 0;
  if (state !== 'confirmed' && state !== 'begun' && !again) return [];
  return [
    subtitle(run.title),
    paragraph(run.how, { spacing: 'Small' }),
    box('emphasis', [
      { type: 'TextBlock', text: run.command(plain(erasure.id)), fontType: 'Monospace', wrap: true },
    ]),
    paragraph(again ? run.leftOut : run.again, { subtle: true }),
  ];
}
