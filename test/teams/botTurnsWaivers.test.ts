import assert from 'node:assert/strict';
import type { Instant } from '../../src/domain/ids.ts';
import { wordsOf } from './cards/readCard.ts';
import { chatOf } from './chat.ts';
import { openStage, type Stage } from './stage.ts';

const ENTERED = {
  what: 'Outside directorship at a *customer*',
  forWhom: 'Thomas Brandt, Controller',
  executiveOfficer: 'yes',
  approver: 'board-committee',
  on: '2026-11-20',
};

describe('the register of waivers in the chat', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const enter = async (verb: string, data: object, who: 'dana' | 'renee' | 'margaret' = 'dana') =>
    (await chatOf(stage, who).invoke({ action: { type: 'Action.Execute', verb, data } })).body as {
      value: object | string;
    };
  const wordsAfter = async (...args: Parameters<typeof enter>) => {
    const { value } = await enter(...args);
    return typeof value === 'string' ? value : wordsOf(value);
  };

  it('takes a waiver and shows its clock, over Thanksgiving', async () => {
    const dana = chatOf(stage, 'dana');
    assert.match(wordsOf(await dana.see('waivers')), /The register is empty/);
    const saved = await wordsAfter('waiver.record', { kind: 'waiver', ...ENTERED });
    assert.match(saved, /W-1 is in the register/);
    assert.match(saved, /Disclose by 27 November 2026 \(4 days\)/);
    stage.now = '2026-11-30T15:00:00.000Z' as Instant;
    assert.match(wordsOf(await dana.see('waivers')), /Disclosure overdue since 27 November 2026/);
  });

  it('refuses one for an executive officer that the board did not approve, and keeps what was typed', async () => {
    const refused = await enter('waiver.record', { kind: 'waiver', ...ENTERED, approver: 'other' });
    assert.match(wordsOf(refused.value as object), /only the board of directors or a committee/);
    assert.match(JSON.stringify(refused.value), /Outside directorship/);
    assert.equal((await stage.service.bot.waivers.list()).length, 0);
  });

  it('records the disclosure, once', async () => {
    await enter('waiver.record', { kind: 'waiver', ...ENTERED });
    const step = {
      number: 1,
      step: 'disclose',
      way: 'website',
      where: 'https://aleris.example/ethics',
      on: '2026-11-23',
    };
    const done = await wordsAfter('waiver.step', step);
    assert.match(done, /on the website until 23 November 2027, kept until 23 November 2032/);
    assert.match(await wordsAfter('waiver.step', step), /disclosed already/);
  });

  it('records what was done about a known departure before it becomes a waiver by silence', async () => {
    const { approver: _, ...known } = ENTERED;
    assert.match(
      await wordsAfter('waiver.record', { kind: 'implicit', ...known }),
      /A waiver by silence after 20 December 2026/,
    );
    assert.match(await wordsAfter('waiver.show', { number: 1, acting: true }), /What was done about it/);
    assert.match(
      await wordsAfter('waiver.step', { number: 1, step: 'act-on', because: 'Given up.' }),
      /Something was done about it/,
    );
  });

  it('is for the Compliance Office alone', async () => {
    for (const who of ['renee', 'margaret'] as const) {
      assert.match(
        await wordsAfter('waiver.record', { kind: 'waiver', ...ENTERED }, who),
        /Only the Compliance Office/,
      );
      assert.match(
        (await chatOf(stage, who).type('waivers'))[0]?.activity.text ?? '',
        /Only the Compliance Office/,
      );
    }
    assert.equal((await stage.service.bot.waivers.list()).length, 0);
  });

  it('takes nothing that is not of its form', async () => {
    for (const data of [
      { kind: 'waiver', ...ENTERED, on: '2026-13-40' },
      { kind: 'waiver', ...ENTERED, approver: 'me' },
      { kind: 'waiver', ...ENTERED, what: 'x'.repeat(1_001) },
      { kind: 'gift', ...ENTERED },
    ])
      assert.match(await wordsAfter('waiver.record', data), /cannot use what this card sent/);
    assert.match(await wordsAfter('waiver.show', { number: 12 }), /no such entry/);
  });
});
