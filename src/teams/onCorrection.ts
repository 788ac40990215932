import { ownerOf } from '../domain/actions.ts';
import type { CertificateId, PersonId } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { CorrectionForm } from '../usecases/correctionForm.ts';
import { LONGEST_CORRECTION } from '../usecases/recordCorrection.ts';
import type { Bot } from './botDeps.ts';
import {
  correctionDoneCard,
  correctionFormCard,
  correctionHowCard,
  correctionWhichCard,
} from './cards/correctionCards.ts';
import { plain } from './cards/elements.ts';
import type { PaperCommand } from './paperPayload.ts';
import { recordRefused } from './recordRefused.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/** The command without a name. */
export async function onCorrectionCommand(bot: Bot, person: PersonId): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.action };
  return { show: correctionHowCard(context) };
}

type Correcting = Extract<PaperCommand, { verb: 'correction.form' | 'correction.record' }>;

export async function onCorrectionCard(bot: Bot, by: PersonId, command: Correcting): Promise<Reply> {
  switch (command.verb) {
    case 'correction.form':
      return await correctionFor(bot, by, command.person, command.certificate);
    case 'correction.record':
      return await correct(bot, by, command);
  }
}

/** The form for the one certificate there is, or a choice. */
export async function correctionFor(
  bot: Bot,
  by: PersonId,
  person: PersonId,
  certificate?: CertificateId,
): Promise<Reply> {
  const context = bot.cardContext();
  const form = await bot.desk.correctionForm(by, person);
  if (isRefusal(form)) return await recordRefused(bot, by, form);
  const { certificates } = form;
  if (certificates.length === 0)
    return { say: context.texts.correction.none(plain(form.person.person.displayName)) };
  const about = certificate
    ? aboutIn(form, certificate)
    : certificates.length === 1
      ? certificates[0]
      : undefined;
  if (!about) return { show: correctionWhichCard(context, { form }) };
  return { show: correctionFormCard(context, { person: form.person, about }) };
}

function aboutIn({ certificates }: CorrectionForm, id: CertificateId) {
  return certificates.find(({ sealed }) => sealed.certificate.id === id);
}

async function correct(
  bot: Bot,
  by: PersonId,
  { certificate, says }: Extract<Correcting, { verb: 'correction.record' }>,
): Promise<Reply> {
  const context = bot.cardContext();
  const { problems } = context.texts.correction;
  const personId = ownerOf(certificate);
  const recorded = await bot.desk.recordCorrection({ by, personId, certificateId: certificate, says });
  const problem =
    isRefusal(recorded) &&
    { 'text-missing': problems.missing, 'text-too-long': problems.long }[recorded.refused as string];
  if (isRefusal(recorded) && !problem) return await recordRefused(bot, by, recorded);
  const form = await bot.desk.correctionForm(by, personId);
  if (isRefusal(form)) return await recordRefused(bot, by, form);
  const about = aboutIn(form, certificate);
  if (!about) return await recordRefused(bot, by, { refused: 'unknown-obligation' });
  const { person } = form;
  if (!isRefusal(recorded))
    return { show: correctionDoneCard(context, { person, about, record: recorded.record }), keep: true };
  return {
    show: correctionFormCard(context, {
      person,
      about,
      says: says.slice(0, 2 * LONGEST_CORRECTION),
      ...(problem && { problem }),
    }),
  };
}
