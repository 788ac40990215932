import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { certificateNumber, type SealedCertificate } from '../../src/domain/certificate.ts';
import { attachedTo } from '../../src/verify/pdf.ts';
import { inBrowser } from './inBrowser.ts';
import { addressBehind, numberOn, type PlaygroundPage, readTheCode, signAs } from './playground.ts';

describe('what is opened and decided from Agents Playground, in a real browser', function () {
  // What takes 10 s on an idle machine may take minutes on a loaded one.
  this.timeout(180_000);
  const { browser, open } = inBrowser();

  it('the receipt is a PDF to keep, which has the signed certificate attached', async () => {
    const playground = await open();
    await playground.card('Code of Ethics certification');
    await readTheCode(playground);
    const number = await numberOn(await signAs(playground, 'Maya Okafor'));
    await playground.press('Get it as a PDF');
    const response = await fetch(
      await addressBehind(playground, await playground.card('Your file is ready')),
    );
    assert.equal(response.headers.get('content-type'), 'application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer());
    assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-');
    const attached = attachedTo(pdf);
    const text = attached['certificate.json'] ?? '';
    const sha256 = createHash('sha256').update(text).digest('hex');
    assert.equal(certificateNumber({ certificate: JSON.parse(text), sha256 } as SealedCertificate), number);
    assert.match(attached['certificate.jws'] ?? '', /^[\w-]+\.[\w-]+\.[\w-]+\s*$/);
  });

  it('an answer leads to its passage on the Code’s page, which can be searched', async () => {
    const playground = await open();
    await playground.card('Code of Ethics certification');
    await playground.say('may I accept a gift from a supplier?');
    const answer = await playground.card('What the Code says');
    const address = await answer.getByRole('link', { name: 'Open in context' }).first().getAttribute('href');
    const anchor = /#(soc-[\w-]+)$/.exec(address ?? '')?.[1];
    assert.ok(address && anchor);

    const page = await (await browser().newContext()).newPage();
    await page.goto(address);
    const passage = page.locator(`[id="${anchor}"]`);
    await passage.waitFor();
    assert.equal(await page.evaluate('document.activeElement.id'), anchor);
    assert.match((await passage.textContent()) ?? '', /Act with honesty and integrity/);

    const passages = page.locator('.passage:visible');
    const all = await passages.count();
    await page.getByLabel('Search the text').fill('stewardship');
    await page.getByText('1 passage', { exact: true }).waitFor();
    assert.ok(all > 10 && (await passages.count()) === 1);
    await page.getByLabel('Search the text').press('Escape');
    assert.equal(await passages.count(), all);
  });

  it('compliance reads the roster, pauses somebody with a reason, and lets the clock go on', async () => {
    const playground = await open();
    await playground.card('Code of Ethics certification');
    await playground.say('act as Dana Whitfield');
    await playground.page.getByText('You are now').first().waitFor();
    await playground.say('roster');
    const roster = await playground.card('The roster of cycle');
    assert.match((await roster.textContent()) ?? '', /70 on the roster = /);

    await decide(playground, 'Pause', 'Pause Bram Van den Broeck?', 'Parental leave');
    assert.match(
      (await (await playground.card('Paused: 1 person')).textContent()) ?? '',
      /Bram Van den Broeck/,
    );
    await playground.say('why Bram Van den Broeck');
    assert.match((await (await playground.card('Why Bram')).textContent()) ?? '', /Paused/);

    await decide(playground, 'Resume', 'Resume Bram Van den Broeck?', 'Back at work');
    assert.match(
      (await (await playground.card('Resumed: 1 person')).textContent()) ?? '',
      /Bram Van den Broeck/,
    );
  });
});

async function decide(
  playground: PlaygroundPage,
  button: string,
  asks: string,
  reason: string,
): Promise<void> {
  await playground.say(`${button.toLowerCase()} Bram Van den Broeck`);
  const form = await playground.card(asks);
  await form.getByRole('textbox').fill(reason);
  await form.getByRole('button', { name: button, exact: true }).click();
}
