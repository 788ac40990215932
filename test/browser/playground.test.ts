import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Locator } from 'playwright-core';
import { inBrowser } from './inBrowser.ts';
import { focusedName, misfits, numberOn, readTheCode, signAs, sizeCards } from './playground.ts';
import { until } from './service.ts';

describe('in Agents Playground, in a real browser', function () {
  // What takes 10 s on an idle machine may take minutes on a loaded one.
  this.timeout(180_000);
  const { service, open, startAgain } = inBrowser();

  it('a newcomer is prompted, reads, signs, and is still certified after kill -9 and a new start', async () => {
    let playground = await open();
    const prompt = await playground.card('Code of Ethics certification');
    assert.match(await textOf(prompt), /Hello Maya\./);
    await readTheCode(playground);
    const receipt = await signAs(playground, 'Maya Okafor');
    const number = await numberOn(receipt);
    assert.ok(number);

    const { process, playgroundPort } = service();
    const children = childrenOf(process.pid);
    await startAgain({ LOCAL_NOW: '2026-11-23T15:30:00Z' }, async () => {
      await until(
        async () => !(await listens(playgroundPort)),
        () => 'Agents Playground outlived the service.',
      );
      await until(
        () => !children.some(isRunning),
        () => `Processes ${children.filter(isRunning)} outlived the service.`,
      );
    });
    playground = await open();
    await playground.card('Certificate signed');
    await playground.say('status');
    const receipts = playground.page.locator('.ac-adaptiveCard').filter({ hasText: 'Certificate signed' });
    await receipts.nth(1).waitFor();
    assert.deepEqual([await numberOn(receipts.first()), await numberOn(receipts.nth(1))], [number, number]);

    await playground.say('act as Renée Delacroix');
    await playground.page.getByText('You are now').first().waitFor();
    await playground.say('team');
    const team = await playground.card('Your organisation');
    const rows = team.getByRole('row');
    assert.ok((await rows.count()) > 5);
    assert.match(await textOf(rows.filter({ hasText: 'Maya Okafor' })), /Complete/);
    assert.doesNotMatch(await textOf(team), /exception|declin/i);
  });

  it('a certificate can be read and signed with the keyboard alone', async () => {
    const { page, card } = await open();
    await card('Code of Ethics certification');
    const { keyboard } = page;
    const tabTo = async (...names: readonly string[]): Promise<string> => {
      for (let times = 0; times < 120; times += 1) {
        await keyboard.press('Tab');
        const name = await focusedName(page);
        const found = names.find((each) => name === each || name.startsWith(`${each}:`));
        if (found) return found;
      }
      throw new Error(`The keyboard does not reach ${names.join(' or ')}.`);
    };

    await tabTo('Read the Code');
    await keyboard.press('Enter');
    for (let part = 1; ; part += 1) {
      await card(`Part ${part} of`);
      const reached = await tabTo('Next', 'Continue to the certificate');
      await keyboard.press('Enter');
      if (reached !== 'Next') break;
    }
    await card('To the Audit Committee of');
    const statements = [
      'I have received a copy of the Senior Officers Code.',
      'I have read it.',
      'I understand it.',
    ];
    for (const name of [
      ...statements,
      'I will apply it to all business interactions.',
      'I agree to sign electronically',
    ]) {
      await tabTo(name);
      await keyboard.press('Space');
    }
    await keyboard.press('Tab');
    await keyboard.type('maya okafor');
    await tabTo('Sign the certificate');
    await keyboard.press('Enter');
    assert.ok(await numberOn(await card('Certificate signed')));
  });

  it('what is missing is said beside each field before anything is sent', async () => {
    const playground = await open();
    await playground.card('Code of Ethics certification');
    await readTheCode(playground);
    await playground.press('Sign the certificate');
    const form = await playground.card('To the Audit Committee of');
    await form.getByText('Type your full name. It is your signature.').waitFor();
    const text = await textOf(form);
    assert.equal(text.split('Confirm this statement, or decline').length - 1, 4);
    assert.match(text, /ask the Compliance Office for a paper form/);
  });

  it('every card fits the width of a phone, with nothing cut off and no word broken in two', async () => {
    const playground = await open();
    // What everyone signs on fits the smallest phones, 360 px wide; lists the usual ones. Teams leaves 32 px free.
    await sizeCards(playground.page, 360 - 32);
    const fits = async (text: string) => {
      await playground.card(text);
      assert.deepEqual(await misfits(playground.page, text), [], text);
    };
    await fits('Code of Ethics certification');
    await readTheCode(playground);
    await fits('To the Audit Committee of');
    await signAs(playground, 'Maya Okafor');
    await fits('Certificate signed');
    await sizeCards(playground.page, 390 - 32);
    const seen: readonly [say: string, card: string][] = [
      ['help', 'What I can do for you'],
      ['report', 'Where to raise a concern'],
      ['may I accept a gift from a supplier?', 'What the Code says'],
      ['my certificates', 'Your certificates'],
      ['act as Renée Delacroix', 'Hello Renée'],
      ['team', 'Your organisation'],
      ['act as Dana Whitfield', ''],
      ['help', 'Where the programme stands'],
      ['programme', 'The programme'],
      ['offices', 'The six offices'],
    ];
    for (const [say, card] of seen) {
      await playground.say(say);
      if (card) await fits(card);
      else await playground.page.getByText('You are now').nth(1).waitFor();
    }
  });
});

async function textOf(part: Locator): Promise<string> {
  return (await part.textContent()) ?? '';
}

/** Processes that a process has started, where the system tells. */
function childrenOf(pid: number | undefined): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** One that has ended but that nobody has waited for does not run. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.destroy());
  });
}
