import type { Quoted } from '../../../src/answers/answer.ts';
import { type SealedCheckpoint, sealCheckpoint } from '../../../src/domain/checkpoint.ts';
import { passagesOf } from '../../../src/domain/code.ts';
import { OFFICES } from '../../../src/domain/coverage.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import type { CalendarDate, CycleId, TenantId } from '../../../src/domain/ids.ts';
import {
  type Obligation,
  UNREACHABLE_REASONS,
  type UnreachableReason,
} from '../../../src/domain/obligation.ts';
import { TALLY_KEYS, type TallyKey, tallyFrom, unreachedFrom } from '../../../src/domain/progress.ts';
import { answerCard } from '../../../src/teams/cards/answerCard.ts';
import { checkpointCard } from '../../../src/teams/cards/checkpointCard.ts';
import { codeCard, readingParts } from '../../../src/teams/cards/codeCard.ts';
import { fileCard } from '../../../src/teams/cards/fileCard.ts';
import { helpCard } from '../../../src/teams/cards/helpCard.ts';
import { officesCard } from '../../../src/teams/cards/officesCard.ts';
import { programmeCard } from '../../../src/teams/cards/programmeCard.ts';
import { speakUpCard } from '../../../src/teams/cards/speakUpCard.ts';
import { TEAM_PAGE, teamCard } from '../../../src/teams/cards/teamCard.ts';
import { unreachedCard } from '../../../src/teams/cards/unreachedCard.ts';
import { namesakesCard, whyCard } from '../../../src/teams/cards/whyCard.ts';
import { MOST_NAMESAKES } from '../../../src/usecases/peopleMeant.ts';
import { type PersonRecord, ROLES } from '../../../src/usecases/ports.ts';
import { actionCards } from './actionCards.ts';
import { alarmCards } from './alarmCards.ts';
import { amendmentCards } from './amendmentCards.ts';
import { askingCards } from './askingCards.ts';
import { CODE, CONTEXT, NOW, obligationIn, recordNamed, STATUSES } from './cardWorld.ts';
import { deliveryCards } from './deliveryCards.ts';
import { waiverCards } from './everyWaiverCard.ts';
import { paperCards } from './paperCards.ts';
import { populationCards } from './populationCards.ts';
import { retentionCards } from './retentionCards.ts';
import { type Named, signingCards, standingCards } from './signingCards.ts';

const CHECKPOINT: SealedCheckpoint = sealCheckpoint(
  {
    schema: 1,
    type: 'checkpoint',
    company: CONTEXT.company,
    tenant: 't' as TenantId,
    size: 1_234,
    root: CODE.hash,
    at: NOW,
    previous: null,
    software: { name: 'bot', version: '0.1.0' },
  },
  `${Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'k'.repeat(43) })).toString('base64url')}.${'p'.repeat(900)}.${'s'.repeat(86)}`,
);

/** Every card in every state, for somebody of this name in a company of people of this name. */
export function everyCard(name: string): readonly Named[] {
  return [
    ...signingCards(name),
    ...standingCards(name),
    ...overviews(name),
    ...coverages(name),
    ...alarmCards(name),
    ...amendmentCards(name),
    ...actionCards(name),
    ...paperCards(name),
    ...populationCards(name),
    ...answers(),
    ...reading(),
    ...helps(),
    ...waiverCards(name),
    ...retentionCards(name),
    ...deliveryCards(name),
    { what: 'a checkpoint to keep', card: checkpointCard(CONTEXT, { sealed: CHECKPOINT }) },
    ...askingCards(name, QUOTED),
    {
      what: 'a file to fetch',
      card: fileCard(CONTEXT, { name, url: 'http://127.0.0.1:3978/files/x/y', minutes: 10 }),
    },
  ];
}

function overviews(name: string): readonly Named[] {
  const cycle = '2026' as CycleId;
  const due = '2026-12-17' as CalendarDate;
  const views = ['complete', 'outstanding', 'overdue', 'paused', 'not-required'] as const;
  const members = Array.from({ length: TEAM_PAGE }, (_, index) => ({
    obligationId: obligationIn('outstanding').id,
    displayName: name,
    jobTitle: name,
    view: views[index % views.length] ?? 'complete',
    due,
  }));
  const counts = { complete: 9_999, outstanding: 1, overdue: 2, paused: 0, 'not-required': 3 };
  const nobody = { complete: 0, outstanding: 0, overdue: 0, paused: 0, 'not-required': 0 };
  const items = Array.from({ length: TEAM_PAGE }, (_, index) => ({
    obligation: obligationIn(STATUSES[index % STATUSES.length] ?? 'outstanding'),
    shown: { displayName: name, jobTitle: name, managerChain: [] },
  }));
  const tally = (count: number) =>
    tallyFrom(new Map<TallyKey, number>(TALLY_KEYS.map((key) => [key, count])), count);
  const programme = (count: number) => ({
    cycle: { id: cycle, opensOn: '2026-11-02' as CalendarDate, due },
    today: '2026-11-23' as CalendarDate,
    tally: tally(count),
    list: { items: count ? items : [], ...(count && { next: name }) },
    directoryReadAt: NOW,
    alarms: count,
  });
  const holder = (status: (typeof STATUSES)[number] | undefined) => ({
    record: recordNamed(name),
    obligation: status && obligationIn(status),
    overdue: false,
  });
  return [
    {
      what: 'team',
      card: teamCard(CONTEXT, { status: { cycle, counts, members, next: name }, after: name }),
    },
    { what: 'empty team', card: teamCard(CONTEXT, { status: { cycle, counts: nobody, members: [] } }) },
    {
      what: 'programme',
      card: programmeCard(CONTEXT, { status: programme(1_234), after: name, recordsDue: 1_234 }),
    },
    {
      what: 'programme whose roster differs',
      card: programmeCard(CONTEXT, { status: { ...programme(1_234), rosterDiffersSince: NOW } }),
    },
    { what: 'empty programme', card: programmeCard(CONTEXT, { status: programme(0) }) },
    {
      what: 'offices',
      card: officesCard(CONTEXT, {
        seesDeclines: true,
        offices: OFFICES.map((office, index) => ({
          office,
          holders: [[], [holder('certified'), holder(undefined)], STATUSES.map(holder)][index % 3] ?? [],
        })),
      }),
    },
  ];
}

function coverages(name: string): readonly Named[] {
  const cycle = '2026' as CycleId;
  const record = recordNamed(name);
  const failed = (because: UnreachableReason) =>
    evolve(obligationIn('outstanding'), { type: 'message-failed', at: NOW, kind: 'prompt', because });
  const reasons = Array.from(
    { length: TEAM_PAGE },
    (_, index) => UNREACHABLE_REASONS[index % UNREACHABLE_REASONS.length] ?? 'refused',
  );
  const items = reasons.map((because) => ({
    obligation: failed(because),
    shown: { displayName: name, jobTitle: name, managerChain: [] },
  }));
  const counts = unreachedFrom(new Map(UNREACHABLE_REASONS.map((reason) => [reason, 1_234])));
  const person = { ...record.person, department: name, employeeHireDate: '2026-11-20' as CalendarDate };
  const officer: PersonRecord = {
    ...record,
    person,
    coverage: {
      kind: 'senior-officer',
      offices: OFFICES,
      by: { rule: 'offices.treasurer.titles', value: name },
    },
    roles: ROLES,
    removed: { at: NOW, reason: 'deleted' },
  };
  const by = { rule: 'exclusions.userPrincipalNames', value: `${name}*` };
  const excluded: PersonRecord = { ...record, person, coverage: { kind: 'not-covered', by } };
  const why = (of: PersonRecord, obligation?: Obligation) =>
    whyCard(CONTEXT, {
      why: { outcome: 'person', record: of, cycle, directoryReadAt: NOW, ...(obligation && { obligation }) },
    });
  return [
    {
      what: 'unreached',
      card: unreachedCard(CONTEXT, { status: { cycle, counts, list: { items, next: name } }, after: name }),
    },
    {
      what: 'nobody unreached',
      card: unreachedCard(CONTEXT, {
        status: { cycle, counts: unreachedFrom(new Map()), list: { items: [] } },
      }),
    },
    { what: 'why, an officer', card: why(officer, failed('blocked-by-user')) },
    { what: 'why, finance staff not asked', card: why(record) },
    { what: 'why, excluded', card: why(excluded) },
    ...STATUSES.map((status) => ({ what: `why, ${status}`, card: why(record, obligationIn(status)) })),
    {
      what: 'several of a name',
      card: namesakesCard(CONTEXT, {
        people: Array.from({ length: MOST_NAMESAKES }, () => ({ ...record, person })),
        more: true,
      }),
    },
  ];
}

/** The longest passages there are, as many as an answer can quote. */
const QUOTED: readonly Quoted[] = [...passagesOf(CODE)]
  .sort((a, b) => b.text.length - a.text.length)
  .map((passage) => ({
    passage,
    about: 'What this is about',
    document: CODE.document,
    shortTitle: CODE.shortTitle,
    language: CODE.language,
    label: CODE.label,
    hash: CODE.hash,
  }));

function answers(): readonly Named[] {
  const three = QUOTED.slice(0, 3);
  const passages = three.map(({ passage }) => passage);
  const because: string[] = [];
  return [
    {
      kind: 'passages',
      passages: three,
      related: QUOTED.slice(3, 6),
      channels: three,
      because,
      rule: [],
    } as const,
    { kind: 'passages', passages: three.slice(0, 1), related: [], channels: [], because, rule: [] } as const,
    {
      kind: 'passages',
      passages: three,
      related: [],
      channels: [],
      because,
      precedence: 'controls',
      rule: three.slice(0, 1),
    } as const,
    {
      kind: 'passages',
      passages: three,
      related: [],
      channels: [],
      because,
      precedence: 'silent',
      rule: three.slice(0, 1),
    } as const,
    { kind: 'not-addressed', instead: three.slice(0, 1) } as const,
    { kind: 'speak-up', passages: three, related: QUOTED.slice(3, 6) } as const,
    { kind: 'unclear', reason: 'no-words' } as const,
  ]
    .map((answer): Named => ({ what: `answer, ${answer.kind}`, card: answerCard(CONTEXT, { answer }) }))
    .concat({ what: 'speak up', card: speakUpCard(CONTEXT, { passages }) })
    .concat({ what: 'speak up, channels only', card: speakUpCard(CONTEXT, { passages: [] }) });
}

function reading(): readonly Named[] {
  const { id } = obligationIn('outstanding');
  return readingParts(CODE).flatMap(({ passages: [first] }, index) => [
    { what: `Code, part ${index + 1}`, card: codeCard(CONTEXT, { part: index + 1, obligation: id }) },
    {
      what: `Code, part ${index + 1}, a passage shown`,
      card: codeCard(CONTEXT, { part: index + 1, ...(first && { highlight: first.id }) }),
    },
  ]);
}

function helps(): readonly Named[] {
  return [true, false].flatMap((covered) =>
    [[], ...ROLES.map((role) => [role]), [...ROLES]].map((roles) => ({
      what: `help, ${covered ? 'covered' : 'not covered'}, ${roles.join(' and ') || 'no role'}`,
      card: helpCard(CONTEXT, { covered, roles, local: covered }),
    })),
  );
}
