import { fileURLToPath } from 'node:url';
import { certificateWording } from '../../../src/content/en/certificate.ts';
import { en } from '../../../src/content/en/index.ts';
import {
  type Certificate,
  type SealedCertificate,
  STATEMENT_IDS,
  seal,
} from '../../../src/domain/certificate.ts';
import type { CodeLibrary } from '../../../src/domain/codeLibrary.ts';
import { begin, evolveAll } from '../../../src/domain/evolve.ts';
import type { CalendarDate, CycleId, Instant, PersonId, TenantId } from '../../../src/domain/ids.ts';
import type { Obligation, ObligationEvent, ObligationStatus } from '../../../src/domain/obligation.ts';
import { type Programme, readProgramme } from '../../../src/programme.ts';
import { type CardContext, datesFor } from '../../../src/teams/cards/context.ts';
import type { PersonRecord } from '../../../src/usecases/ports.ts';
import { SHIPPED } from '../../helpers/shipped.ts';

export const NOW = '2026-11-23T12:00:00.000Z' as Instant;
export const ME = '20a36151-db3d-4b4d-8703-7dfeaec82291' as PersonId;
export const LIBRARY: CodeLibrary = SHIPPED.library;
export const CODE = LIBRARY.current;

/** The programme file that comes with the service. */
export const PROGRAMME = readProgramme(
  fileURLToPath(new URL('../../../src/content/programme.yaml', import.meta.url)),
) as Programme;

export const CONTEXT: CardContext = {
  texts: en,
  company: PROGRAMME.company,
  code: CODE,
  library: LIBRARY,
  contacts: PROGRAMME.contacts,
  dates: datesFor({ language: 'en', timeZone: PROGRAMME.timeZone, now: NOW }),
};

/** In every unfriendly name, so that a test finds where names are shown. */
export const MARK = 'Zzyzx';

/** Names as directories may hold them, whoever wrote them there. */
export const NAMES = {
  usual: `${MARK} Okafor`,
  long: `${MARK} ${'Ñáñez-Wójcik '.repeat(23)}`.slice(0, 300),
  longSigns: `${MARK}${'*[_'.repeat(99)}`.slice(0, 300),
  markdown: `${MARK} **bold** _it_ \`code\` ~~no~~ # x [link](https://evil.example) ![i](https://evil.example/i)`,
  html: `${MARK} <img src=x onerror=alert(1)><b>b</b><at>everyone</at> &lt;i&gt;`,
  rightToLeft: `${MARK} محمد بن عبد الرحمن \u202Egnp.exe\u202C עברית`,
  template: `${MARK} {{DATE(2026-01-01T00:00:00Z,SHORT)}} \${name} {{x}}`,
  lines: `${MARK}\n\n# Heading\n- item\r\n| a | b |\n|---|---|`,
} as const;
export type NameKind = keyof typeof NAMES;

/** What somebody disclosed: as long as may be, and with a phrase no card may repeat. */
export const SECRET = 'marmalade-umbrella-7319';
export const LONGEST_TEXT = `${SECRET} ${'**x** [y](https://evil.example) <b>z</b> «ж» '.repeat(120)}`.slice(
  0,
  4_000,
);

const BY = '00000000-0000-4000-8000-000000000001' as PersonId;
const RECORD = { id: 'd', sha256: CODE.hash };

/** What leads to each state. */
const ROADS: Readonly<Record<ObligationStatus, readonly ObligationEvent[]>> = {
  outstanding: [],
  declined: [{ type: 'declined', at: NOW, record: RECORD }],
  paused: [{ type: 'paused', at: NOW, by: BY, because: SECRET }],
  excused: [{ type: 'excused', at: NOW, by: BY, because: SECRET }],
  left: [{ type: 'left', at: NOW, because: 'out-of-scope' }],
  superseded: [{ type: 'superseded', at: NOW, by: CODE.hash }],
  certified: [
    {
      type: 'certified',
      at: NOW,
      certificateId: '' as Obligation['id'],
      withException: false,
      late: false,
    },
  ],
};
export const STATUSES = Object.keys(ROADS) as readonly ObligationStatus[];

export function obligationIn(
  status: ObligationStatus,
  facts: { overdueAfter?: string; reason?: Obligation['reason']; withException?: boolean } = {},
): Obligation {
  const overdueAfter = (facts.overdueAfter ?? '2026-12-17') as CalendarDate;
  const { reason = 'annual', withException = false } = facts;
  const issued = { type: 'issued', at: NOW, reason, due: overdueAfter, overdueAfter } as const;
  const obligation = begin({ personId: ME, cycle: '2026' as CycleId, codeHash: CODE.hash }, issued);
  const events = ROADS[status].map((event) =>
    event.type === 'certified' ? { ...event, withException, certificateId: obligation.id } : event,
  );
  return evolveAll(obligation, events);
}

export function recordNamed(
  displayName: string,
  facts: { id?: PersonId; hiredOn?: string; covered?: boolean } = {},
): PersonRecord {
  const { id = ME, hiredOn, covered = true } = facts;
  return {
    id,
    person: {
      id,
      displayName,
      givenName: displayName,
      jobTitle: displayName,
      accountEnabled: true,
      userType: 'member',
      groupIds: [],
      ...(hiredOn && { employeeHireDate: hiredOn as CalendarDate }),
    },
    coverage: covered
      ? { kind: 'finance-staff', by: { rule: 'financeStaff.departments', value: 'Finance' } }
      : { kind: 'not-covered', by: { rule: 'no rule', value: '' } },
    roles: [],
    managerChain: [],
    firstSeenOn: '2026-11-01' as CalendarDate,
    inBaseline: true,
  };
}

export function sealedFor(
  name: string,
  { withException = false, late = false, cycle = '2026' } = {},
): SealedCertificate {
  const obligation = obligationIn('outstanding');
  const { id, reason, due } = obligation;
  const certificate: Certificate = {
    schema: 1,
    type: 'electronic',
    id,
    addressedTo: 'Audit Committee',
    company: PROGRAMME.company,
    statements: STATEMENT_IDS.map((each) => ({ id: each, ...certificateWording.statements[each] })),
    language: 'en',
    code: { title: CODE.title, label: CODE.label, sha256: CODE.hash, passages: 33 },
    consent: certificateWording.consent,
    signer: { id: ME, tenant: 't' as TenantId, displayName: name, typedName: name, jobTitle: name },
    ...(withException && { exception: { id: `${id}.exception.${SECRET}`, sha256: CODE.hash } }),
    obligation: { id, reason, cycle: cycle as CycleId, due, overdueAfter: due, late },
    openedAt: NOW,
    signedAt: NOW,
    channel: { id: 'msteams', conversationId: 'c', activityId: 'a' },
    authentication: { method: 'teams', at: NOW },
    software: { name: 'bot', version: '0.1.0' },
  };
  return seal(certificate);
}
