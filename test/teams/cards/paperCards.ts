import { certificateWording } from '../../../src/content/en/certificate.ts';
import { type Certificate, STATEMENT_IDS } from '../../../src/domain/certificate.ts';
import { digestOf } from '../../../src/domain/digest.ts';
import { evolveAll } from '../../../src/domain/evolve.ts';
import type { CalendarDate, Sha256, TenantId } from '../../../src/domain/ids.ts';
import {
  onPaperOf,
  type PaperCertificate,
  type PaperProblem,
  paperId,
} from '../../../src/domain/paperCertificate.ts';
import { type Correction, type SealedRecord, sealRecord } from '../../../src/domain/signedRecord.ts';
import { certificatesCard } from '../../../src/teams/cards/certificatesCard.ts';
import {
  correctionDoneCard,
  correctionFormCard,
  correctionHowCard,
  correctionWhichCard,
} from '../../../src/teams/cards/correctionCards.ts';
import { noticeCard } from '../../../src/teams/cards/noticeCard.ts';
import { officesCard } from '../../../src/teams/cards/officesCard.ts';
import {
  nothingRecordedCard,
  paperDoneCard,
  paperHowCard,
  paperWhichCard,
  scanCard,
} from '../../../src/teams/cards/paperCards.ts';
import { paperFormCard } from '../../../src/teams/cards/paperFormCard.ts';
import { receiptCard } from '../../../src/teams/cards/receiptCard.ts';
import { standingCard } from '../../../src/teams/cards/standingCard.ts';
import { whoIsMeantCard } from '../../../src/teams/cards/whoIsMeantCard.ts';
import { whyCard } from '../../../src/teams/cards/whyCard.ts';
import type { PaperEntry } from '../../../src/usecases/paperForm.ts';
import { MOST_NAMESAKES } from '../../../src/usecases/peopleMeant.ts';
import { CODE, CONTEXT, LONGEST_TEXT, ME, NOW, obligationIn, recordNamed, sealedFor } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

const DAY = '2026-11-23' as CalendarDate;
const SCAN = 'ab'.repeat(32) as Sha256;
const RECEIPT = `${'a'.repeat(250)}.${'b'.repeat(500)}.${'c'.repeat(86)}`;
const PROBLEMS = Object.keys(CONTEXT.texts.paper.problems) as readonly PaperProblem[];

function paperBy(name: string, number: number): SealedRecord<PaperCertificate> {
  const obligation = obligationIn('outstanding');
  const texts = STATEMENT_IDS.map((id) => ({ id, ...certificateWording.statements[id] }));
  const { id, cycle, due, overdueAfter } = obligation;
  const record: PaperCertificate = {
    schema: 1,
    type: 'paper-certificate',
    id: paperId(id, number),
    personId: ME,
    displayName: name,
    addressedTo: 'Audit Committee',
    company: CONTEXT.company,
    obligation: { id, cycle, due, overdueAfter, late: true },
    code: { title: CODE.title, label: CODE.label, sha256: CODE.hash },
    statements: { version: digestOf(texts), texts },
    signedOn: DAY,
    countedFrom: NOW,
    scan: { sha256: SCAN, hashed: number > 1 ? 'from-upload' : 'typed' },
    keptAt: name.slice(0, 500),
    because: name.slice(0, 500),
    ...(number > 1 && { corrects: { id: paperId(id, number - 1), sha256: SCAN } }),
    by: ME,
    byName: name,
    at: NOW,
    tenant: 't' as TenantId,
    software: { name: 'bot', version: '0.1.0' },
  };
  return sealRecord(record, RECEIPT);
}

function correctionBy(certificate: Certificate, number: number): SealedRecord<Correction> {
  const record: Correction = {
    schema: 1,
    type: 'correction',
    id: `${certificate.id}.correction.${number}`,
    personId: ME,
    corrects: { id: certificate.id, sha256: SCAN },
    says: LONGEST_TEXT.replace(/marmalade-umbrella-\d+ /, ''),
    by: ME,
    at: NOW,
    tenant: 't' as TenantId,
    software: { name: 'bot', version: '0.1.0' },
  };
  return sealRecord(record, RECEIPT);
}

/** Every card of papers and corrections, of people of this name. */
export function paperCards(name: string): readonly Named[] {
  const person = recordNamed(name);
  const [first, second] = [paperBy(name, 1), paperBy(name, 2)];
  const open: PaperEntry = { obligation: obligationIn('outstanding'), number: 1 };
  const met = evolveAll(obligationIn('outstanding'), [
    {
      type: 'certified-on-paper',
      at: NOW,
      certifiedAt: NOW,
      onPaper: onPaperOf(second.record),
      late: true,
    },
  ]);
  const again: PaperEntry = {
    obligation: met,
    number: 3,
    earlier: second,
    telling: { waiting: true, because: 'permission-missing' },
  };
  const entered = { signedOn: DAY, keptAt: name, scan: SCAN, because: name, confirmed: true };
  const scan = { sha256: SCAN, bytes: 1_234_567, name };
  const upload = { scan, receipt: RECEIPT };
  const sealed = sealedFor(name);
  const corrections = Array.from({ length: 12 }, (_, n) => ({
    ...correctionBy(sealed.certificate, n + 1),
    byName: name,
  }));
  const about = { sealed, corrections: corrections.map((each) => ({ ...each, telling: { told: NOW } })) };
  const many = { person, certificates: Array.from({ length: 8 }, () => about) };
  const notice = (...items: Parameters<typeof noticeCard>[1]['items']) => noticeCard(CONTEXT, { items });
  const [correction] = corrections;
  return [
    { what: 'paper, how', card: paperHowCard(CONTEXT) },
    {
      what: 'paper, several of a name',
      card: whoIsMeantCard(CONTEXT, {
        people: Array.from({ length: MOST_NAMESAKES }, () => person),
        more: true,
        verb: 'paper.form',
        dataOf: () => ({ person: ME, receipt: RECEIPT }),
      }),
    },
    {
      what: 'paper, several certifications',
      card: paperWhichCard(CONTEXT, { form: { person, entries: [open, again] }, receipt: RECEIPT }),
    },
    { what: 'paper, form', card: paperFormCard(CONTEXT, { person, entry: open }) },
    { what: 'paper, form with a scan', card: paperFormCard(CONTEXT, { person, entry: open, upload }) },
    { what: 'paper, correcting form', card: paperFormCard(CONTEXT, { person, entry: again }) },
    ...PROBLEMS.map((problem) => ({
      what: `paper, ${problem}`,
      card: paperFormCard(CONTEXT, { person, entry: again, entered, problem, upload }),
    })),
    ...[first, second].map((each, n) => ({
      what: `paper, recorded ${n + 1}`,
      card: paperDoneCard(CONTEXT, { sealed: each, before: n === 1 }),
    })),
    { what: 'paper, a scan', card: scanCard(CONTEXT, { ...upload, problem: CONTEXT.texts.actions.unknown }) },
    { what: 'paper, cancelled', card: nothingRecordedCard(CONTEXT) },
    {
      what: 'standing, on paper',
      card: standingCard(CONTEXT, {
        status: { record: person, obligation: met, certificate: undefined },
        note: CONTEXT.texts.certification.refusals['already-certified'],
      }),
    },
    {
      what: 'why, on paper',
      card: whyCard(CONTEXT, {
        why: { outcome: 'person', record: person, cycle: met.cycle, obligation: met },
      }),
    },
    {
      what: 'offices, on paper',
      card: officesCard(CONTEXT, {
        seesDeclines: true,
        offices: [{ office: 'controller', holders: [{ record: person, obligation: met, overdue: false }] }],
      }),
    },
    {
      what: 'my certificates, with papers and corrections',
      card: certificatesCard(CONTEXT, {
        certificates: [sealed],
        records: { papers: [first, second], corrections },
      }),
    },
    {
      what: 'my certificates, papers only',
      card: certificatesCard(CONTEXT, { certificates: [], records: { papers: [first], corrections: [] } }),
    },
    { what: 'a corrected receipt', card: receiptCard(CONTEXT, { sealed, corrections }) },
    { what: 'correction, how', card: correctionHowCard(CONTEXT) },
    { what: 'correction, which', card: correctionWhichCard(CONTEXT, { form: many }) },
    {
      what: 'correction, form',
      card: correctionFormCard(CONTEXT, { person, about: { sealed, corrections: [] } }),
    },
    {
      what: 'correction, form again',
      card: correctionFormCard(CONTEXT, {
        person,
        about,
        says: LONGEST_TEXT.replace(/marmalade-umbrella-\d+ /, ''),
        problem: CONTEXT.texts.correction.problems.missing,
      }),
    },
    ...(correction
      ? [
          {
            what: 'correction, recorded',
            card: correctionDoneCard(CONTEXT, { person, about, record: correction.record }),
          },
          { what: 'notice, correction', card: notice({ record: correction.record }) },
          {
            what: 'notice, many',
            card: notice(
              { record: first.record, byName: name },
              { record: second.record, byName: name },
              ...corrections.map(({ record }) => ({ record, byName: name })),
            ),
          },
        ]
      : []),
    { what: 'notice, paper', card: notice({ record: first.record, byName: name }) },
    { what: 'notice, paper corrected', card: notice({ record: second.record, byName: name }) },
  ];
}
