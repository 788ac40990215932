import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { inBrowser } from './inBrowser.ts';
import { misfits, type PlaygroundPage, readTheCode, signAs, sizeCards } from './playground.ts';
import { until } from './service.ts';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));
/** A phone's card. Pixels. */
const NARROW = 390 - 32;

describe('what becomes of records, in Agents Playground', function () {
  this.timeout(300_000);
  const { service, open, startAgain } = inBrowser();

  const actAs = async ({ page, say }: PlaygroundPage, name: string) => {
    await say(`act as ${name}`);
    await page.getByText(`You are now ${name}`).last().waitFor();
  };
  const textOf = async (card: Locator) => (await card.textContent()) ?? '';

  it('is held, proposed by one, confirmed by another, and erased by the operator’s command, years later', async () => {
    let playground = await open();
    await actAs(playground, 'Gustavo Pereira');
    await playground.card('Hello Gustavo');
    await readTheCode(playground);
    await signAs(playground, 'Gustavo Pereira');
    // He leaves in January; nobody looks before March, and nothing is due before seven years are over.
    await startAgain({ LOCAL_NOW: '2027-03-01T15:00:00Z' });
    await startAgain({ LOCAL_NOW: '2034-06-01T15:00:00Z' });
    playground = await open({ height: 2_000 });
    const { page, card, say, press } = playground;
    await sizeCards(page, NARROW);
    await actAs(playground, 'Dana Whitfield');

    // The job that finds it is caught up at the start.
    await until(
      async () => {
        await say('retention');
        await page.waitForTimeout(1_500);
        return (
          (await page.locator('.ac-adaptiveCard').filter({ hasText: 'are due to be erased' }).count()) > 0
        );
      },
      () => 'Nothing is due.',
    );
    await press('Look who it is');
    await card('Due to be erased');
    await press('Propose to erase these');
    assert.match(
      await textOf(await card('Somebody else of the Compliance Office has to confirm')),
      /Gustavo Pereira/,
    );
    await say('hold Gustavo Pereira');
    await (await card('Hold Gustavo Pereira?')).getByRole('textbox').fill('The inquiry');
    await press('Place the hold');
    await card('The hold is in force from now on');
    await say('erase Gustavo Pereira');
    const refused = await card('The records of Gustavo Pereira stay');
    assert.match(await textOf(refused), /The inquiry.*What you can answer.*legally required to preserve/);
    await actAs(playground, 'Sofia Bergström');
    await say('retention');
    const underWay = await card('Lists under way');
    await underWay.getByRole('button', { name: 'Open' }).click();
    await press('Confirm: erase exactly these');
    const confirmed = await card('Confirmed. It waits for an operator.');
    assert.deepEqual(await misfits(page, 'Confirmed. It waits for an operator.'), []);
    const list = /retention -- execute (\d{4}-\d\d-\d\d-[0-9a-f]{8})/.exec(await textOf(confirmed))?.[1];
    assert.ok(list);

    const file = /Data +(\S+)/.exec(service().output())?.[1] ?? '';
    const execute = async () => {
      const env = { PATH: process.env.PATH, SQLITE_FILE: file };
      const args = [MAIN, 'retention', 'execute', list];
      return (await promisify(execFile)(process.execPath, args, { cwd: dirname(file), env })).stdout;
    };
    assert.equal(file, join(dirname(file), 'programme.sqlite'));
    assert.match(await execute(), /0 people erased[\s\S]*1 person: under a legal hold/);

    await say('hold');
    await (await card('1 hold is in force')).getByRole('button', { name: 'Open' }).click();
    await press('Release…');
    await (await card('Release the hold')).getByRole('textbox').fill('It is over');
    await press('Release the hold');
    await card('The hold is released');
    assert.match(await execute(), /1 person erased; 2 records/);
    await say('erase Gustavo Pereira');
    assert.match(await textOf(await card('Nothing that could be erased is kept')), /Records.*none/);
  });
});
