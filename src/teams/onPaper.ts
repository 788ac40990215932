import type { PersonId } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { PaperEntry, PaperForm } from '../usecases/paperForm.ts';
import { MOST_NAMESAKES } from '../usecases/peopleMeant.ts';
import type { Scan } from '../usecases/scanReceipt.ts';
import type { Bot } from './botDeps.ts';
import { plain } from './cards/elements.ts';
import {
  nothingRecordedCard,
  paperDoneCard,
  paperHowCard,
  paperWhichCard,
  scanCard,
} from './cards/paperCards.ts';
import { paperFormCard } from './cards/paperFormCard.ts';
import { whoIsMeantCard } from './cards/whoIsMeantCard.ts';
import type { Sender } from './inbound.ts';
import { correctionFor, onCorrectionCard, onCorrectionCommand } from './onCorrection.ts';
import { offerFile } from './onFile.ts';
import type { PaperCommand, PaperTarget, PaperTypedIn } from './paperPayload.ts';
import type { PaperTyped, TypedRecord } from './paperTyped.ts';
import { recordRefused } from './recordRefused.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/**
 * Answers `paper <name>` and `correct <name>`. Undefined for what turns out to be a question about the Code: it reads as
 * one, and nobody is called that or whoever asks may not record. Nothing is written, and the name goes into no log
 * (promise 6).
 */
export async function onRecordTyped(
  bot: Bot,
  sender: Sender,
  typed: PaperTyped,
  receipt?: string,
): Promise<Reply | undefined> {
  const { noRole, certification, actions } = bot.cardContext().texts;
  const person = await bot.whoIs(sender);
  if (!person) return typed.asks ? undefined : { say: certification.standing.unknown };
  if (!(await runs(bot, person))) return typed.asks ? undefined : { say: noRole.action };
  const found = await named(bot, person, typed, receipt);
  return found ?? (typed.asks ? undefined : { say: actions.unknown });
}

type Meant = Pick<PaperTyped, 'what' | 'name' | 'asks'>;

async function named(
  bot: Bot,
  by: PersonId,
  { what, name, asks }: Meant,
  receipt?: string,
): Promise<Reply | undefined> {
  const people = await bot.peopleMeant({ name, wholeWords: asks });
  const [only, ...others] = people;
  if (!only) return undefined;
  if (others.length === 0)
    return what === 'paper'
      ? await paperFor(bot, by, only.id, { receipt })
      : await correctionFor(bot, by, only.id);
  return {
    show: whoIsMeantCard(bot.cardContext(), {
      people: people.slice(0, MOST_NAMESAKES),
      more: people.length > MOST_NAMESAKES,
      verb: what === 'paper' ? 'paper.form' : 'correction.form',
      dataOf: ({ id }) => ({ person: id, ...(what === 'paper' && receipt && { receipt }) }),
    }),
  };
}

/** The command without a name: how it goes, for compliance; for everybody else how to get a paper to sign. */
export async function onRecordCommand(bot: Bot, person: PersonId, what: TypedRecord): Promise<Reply> {
  const context = bot.cardContext();
  const { noRole, paper } = context.texts;
  if (what === 'correct') return await onCorrectionCommand(bot, person);
  if (await runs(bot, person)) return { show: paperHowCard(context) };
  const covered = (await bot.person(person))?.coverage.kind !== 'not-covered';
  const { name, address } = context.contacts.complianceOffice;
  return { say: covered ? paper.forSigner(plain(name), plain(address)) : noRole.action };
}

/** What a button of these cards asks. The use cases ask who it is; a card decides nothing. */
export async function onRecordCard(bot: Bot, person: PersonId, command: PaperCommand): Promise<Reply> {
  switch (command.verb) {
    case 'paper.find':
      return await findFor(bot, person, command);
    case 'paper.form':
      return await paperFor(bot, person, command.person, command);
    case 'paper.record':
      return await record(bot, person, command);
    case 'paper.sheet': {
      const { obligation } = command.target;
      return await offerFile(bot, person, {
        kind: 'sheet',
        of: command.target.person,
        certifies: obligation,
      });
    }
    case 'paper.cancel':
      return { show: nothingRecordedCard(bot.cardContext()), keep: true };
    case 'correction.form':
    case 'correction.record':
      return await onCorrectionCard(bot, person, command);
  }
}

/** Whose paper the scan is of that was just hashed. */
async function findFor(
  bot: Bot,
  by: PersonId,
  { name, receipt }: Extract<PaperCommand, { verb: 'paper.find' }>,
): Promise<Reply> {
  const context = bot.cardContext();
  const { noRole, actions, paper } = context.texts;
  if (!(await runs(bot, by))) return { say: noRole.action };
  const upload = receipt && (await uploadIn(bot, by, receipt));
  const found = name === '' ? undefined : await named(bot, by, { what: 'paper', name, asks: false }, receipt);
  if (found) return found;
  if (!upload) return { say: paper.problems['scan-expired'] };
  const problem = name === '' ? paper.scans.whoseError : actions.unknown;
  return { show: scanCard(context, { ...upload, problem }) };
}

type Upload = { readonly scan: Scan; readonly receipt: string };

/** The scan a receipt vouches for; undefined for one that is over, or is none. */
async function uploadIn(bot: Bot, by: PersonId, receipt: string | undefined): Promise<Upload | undefined> {
  const read = receipt === undefined ? undefined : await bot.desk.readReceipt(receipt, by);
  return read && receipt && !read.isOver ? { scan: read.scan, receipt } : undefined;
}

type ShownAs = {
  readonly target?: PaperTarget | undefined;
  readonly receipt?: string | undefined;
};

/** The form for the one certification there is, or a choice. */
async function paperFor(
  bot: Bot,
  by: PersonId,
  person: PersonId,
  { target, receipt }: ShownAs = {},
): Promise<Reply> {
  const form = await bot.desk.paperForm(by, person);
  if (isRefusal(form)) return await recordRefused(bot, by, form);
  const entry = target ? entryOf(form, target) : form.entries.length === 1 ? form.entries[0] : undefined;
  if (!entry) return { show: paperWhichCard(bot.cardContext(), { form, receipt }) };
  const upload = await uploadIn(bot, by, receipt);
  return { show: paperFormCard(bot.cardContext(), { person: form.person, entry, upload }) };
}

function entryOf({ entries }: PaperForm, { obligation }: PaperTarget): PaperEntry | undefined {
  return entries.find((entry) => entry.obligation.id === obligation);
}

async function record(
  bot: Bot,
  by: PersonId,
  {
    target,
    entries,
    receipt,
  }: { readonly target: PaperTarget; readonly entries: PaperTypedIn; readonly receipt?: string },
): Promise<Reply> {
  const context = bot.cardContext();
  const { person, obligation, number } = target;
  const command = { by, person, obligation, number, ...entries, ...(receipt && { receipt }) };
  const recorded = await bot.desk.recordPaper(command);
  if (isRefusal(recorded)) return await recordRefused(bot, by, recorded);
  if (recorded.outcome === 'recorded') return { show: paperDoneCard(context, recorded), keep: true };
  const { form, problem } = recorded;
  const entry = entryOf(form, target);
  if (!entry) return { show: paperWhichCard(context, { form, receipt }) };
  const upload = await uploadIn(bot, by, receipt);
  return { show: paperFormCard(context, { person: form.person, entry, entered: entries, problem, upload }) };
}
