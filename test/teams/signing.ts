import assert from 'node:assert/strict';
import type { SealedCertificate } from '../../src/domain/certificate.ts';
import type { Card } from '../../src/teams/cards/context.ts';
import { elementsOfType } from './cards/readCard.ts';
import { type Chat, chatOf } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf } from './connectorStub.ts';
import type { Stage } from './stage.ts';

/** Everything the form asks for, as somebody fills it in who signs. */
export const FILLED = {
  'statement-received': 'confirmed',
  'statement-read': 'confirmed',
  'statement-understands': 'confirmed',
  'statement-applies': 'confirmed',
  consent: 'agreed',
} as const;

/** From the prompt through every part of the Code to the certificate. */
export async function readToTheForm(chat: Chat): Promise<Card> {
  const prompt = chat.prompt();
  let { card } = await chat.press(cardOf(prompt), 'code.read', {}, { on: prompt });
  for (let part = 1; part < 50; part += 1) {
    assert.ok(card, 'the Code is shown');
    const actions = elementsOfType(card, 'Action.Execute');
    if (actions.some(({ verb }) => verb === 'certificate.form')) break;
    // The way on comes first.
    ({ card } = await chat.press(card, 'code.read', {}, { on: prompt }));
  }
  assert.ok(card);
  const form = await chat.press(card, 'certificate.form', {}, { on: prompt });
  assert.ok(form.card);
  return form.card;
}

export function certificatesOf(stage: Stage, name: CompanyName): Promise<readonly SealedCertificate[]> {
  return stage.stores.certificates.ofPerson(COMPANY[name].id);
}

/** Asserts that somebody has not signed, and is where they were. */
export async function assertNothingSigned(
  stage: Stage,
  name: CompanyName,
  status = 'outstanding',
): Promise<void> {
  assert.deepEqual(await certificatesOf(stage, name), []);
  assert.equal((await stage.obligationOf(name)).state.status, status);
}

/** Reads and signs, without looking at the cards in between. */
export async function signAs(stage: Stage, name: CompanyName): Promise<void> {
  const { id: obligation } = await stage.obligationOf(name);
  const chat = chatOf(stage, name);
  const press = (verb: string, data: object) =>
    chat.invoke({ action: { type: 'Action.Execute', verb, data: { obligation, ...data } } });
  await press('code.read', { part: 1 });
  const typedName = COMPANY[name].displayName;
  await press('certificate.sign', { ...FILLED, withException: false, typedName });
  assert.equal((await certificatesOf(stage, name)).length, 1);
}
