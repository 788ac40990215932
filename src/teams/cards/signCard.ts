import { STATEMENT_IDS, type StatementId } from '../../domain/certificate.ts';
import type { Obligation } from '../../domain/obligation.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Card, CardContext } from './context.ts';
import { dueBadge } from './context.ts';
import {
  type Action,
  box,
  type CardElement,
  card,
  execute,
  notice,
  oneLine,
  paragraph,
  plain,
  subtitle,
  titleWithBadge,
} from './elements.ts';
import { channelLines } from './speakUpCard.ts';

/** What the signer had entered when something was missing, so that nothing has to be typed twice. */
export type SignEntries = {
  readonly confirmed: readonly StatementId[];
  readonly consents: boolean;
  readonly typedName: string;
  readonly exception?: string;
};

/** The certificate to be signed: four statements, consent, name, and one button that names the act (L9). */
export function signCard(
  context: CardContext,
  input: {
    obligation: Obligation;
    displayName: string;
    withException: boolean;
    entries?: SignEntries;
    problem?: RefusalCode;
  },
): Card {
  const { texts, company, code, dates } = context;
  const t = texts.certification;
  const { obligation, withException, entries } = input;
  const data = { obligation: obligation.id };
  const actions: Action[] = [
    execute(t.form.sign, 'certificate.sign', { ...data, withException }, { style: 'positive' }),
    execute(
      withException ? t.form.withoutException : t.form.withException,
      withException ? 'certificate.form' : 'exception.form',
      data,
      { quiet: true },
    ),
    execute(t.decline, 'decline.form', data, { quiet: true, secondary: true }),
    execute(t.form.backToCode, 'code.read', { ...data, part: 1 }, { quiet: true, secondary: true }),
  ];
  return card(
    [
      ...(input.problem ? [notice('attention', t.refusals[input.problem])] : []),
      ...titleWithBadge(
        withException ? t.form.exceptionTitle : t.form.title,
        dueBadge(texts, dates, obligation),
      ),
      paragraph(t.form.toCommittee(plain(company)), { subtle: true, spacing: 'None' }),
      paragraph(t.form.certify(plain(code.title))),
      ...STATEMENT_IDS.map((id, index) => statement(context, id, index, entries)),
      ...(withException ? exceptionSection(context, entries) : []),
      subtitle(t.form.consentHeading),
      consent(context, entries),
      name(context, input.displayName, entries),
      box('emphasis', [subtitle(t.form.rightsHeading), paragraph(texts.protectedRights, { small: true })]),
    ],
    actions,
  );
}

function statement(
  { texts }: CardContext,
  id: StatementId,
  index: number,
  entries: SignEntries | undefined,
): CardElement {
  const { form } = texts.certification;
  return {
    type: 'Input.Toggle',
    id: `statement-${id}`,
    label: form.statementLabel(index + 1),
    title: texts.certificateWording.statements[id].shown,
    valueOn: 'confirmed',
    valueOff: 'no',
    value: entries?.confirmed.includes(id) ? 'confirmed' : 'no',
    wrap: true,
    isRequired: true,
    errorMessage: form.statementMissing,
    spacing: 'Small',
  };
}

/** Says that this is not anonymous, and what is, before anything can be typed (promise 6, L17). */
function exceptionSection(context: CardContext, entries: SignEntries | undefined): CardElement[] {
  const { form } = context.texts.certification;
  return [
    box('warning', [paragraph(form.exceptionLead), paragraph(form.notAnonymous), ...channelLines(context)]),
    {
      type: 'Input.Text',
      id: 'exception',
      label: form.exceptionLabel,
      placeholder: form.exceptionPlaceholder,
      isMultiline: true,
      maxLength: 4000,
      isRequired: true,
      errorMessage: form.exceptionMissing,
      ...(entries?.exception && { value: entries.exception }),
    },
  ];
}

function consent({ texts }: CardContext, entries: SignEntries | undefined): CardElement {
  const { form } = texts.certification;
  return {
    type: 'Container',
    spacing: 'Small',
    items: [
      paragraph(texts.certificateWording.consent.shown),
      {
        type: 'Input.Toggle',
        id: 'consent',
        label: form.consentLabel,
        title: form.consentToggle,
        valueOn: 'agreed',
        valueOff: 'no',
        value: entries?.consents ? 'agreed' : 'no',
        wrap: true,
        isRequired: true,
        errorMessage: form.consentMissing,
      },
    ],
  };
}

function name({ texts }: CardContext, displayName: string, entries: SignEntries | undefined): CardElement {
  const { form } = texts.certification;
  return {
    type: 'Input.Text',
    id: 'typedName',
    label: form.nameLabel(oneLine(displayName)),
    placeholder: form.namePlaceholder,
    maxLength: 200,
    isRequired: true,
    errorMessage: form.nameMissing,
    ...(entries?.typedName && { value: entries.typedName }),
  };
}
