import assert from 'node:assert/strict';
import { colleaguesSign } from './colleagues.ts';
import { inBrowser } from './inBrowser.ts';
import { misfits, sizeCards } from './playground.ts';

/** Pixels: a card in a chat on a phone. */
const PHONE = 358;

describe('what compliance records about somebody, in a browser', () => {
  const here = inBrowser();

  it('is said on a card, told to the person, and stands on their receipt', async () => {
    await colleaguesSign(here.service().messagesUrl, ['thandiwe.nkosi']);
    const playground = await here.open({ height: 2_400 });
    const { page, card, press, say } = playground;
    await sizeCards(page, PHONE);
    await card('Hello Maya');
    await say('act as Dana Whitfield');
    await page.getByText('You are now').first().waitFor();
    await say('paper Maya Okafor');
    await card('Record the paper that Maya Okafor signed');
    assert.deepEqual(await misfits(page, 'Record the paper that Maya'), []);
    await say('correct Thandiwe Nkosi');
    const form = await card('Correct a certificate of Thandiwe Nkosi');
    assert.deepEqual(await misfits(page, 'Correct a certificate of Thandiwe'), []);
    await form.getByRole('textbox').fill('The title was Controller, not Accountant.');
    await press('Record the correction');
    await card('Recorded: a correction of a certificate of Thandiwe Nkosi');
    await say('act as Thandiwe Nkosi');
    const notice = await card('A certificate of yours was corrected');
    assert.match((await notice.textContent()) ?? '', /The title was Controller/);
    await say('my certificates');
    const mine = await card('1 correction');
    await mine.getByRole('button').first().click();
    await card('which stays as you signed it');
    assert.deepEqual(await misfits(page, 'which stays as you signed it'), []);
  });
});
