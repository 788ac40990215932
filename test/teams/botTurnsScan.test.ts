import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../src/domain/ids.ts';
import type { PaperCertificate } from '../../src/domain/paperCertificate.ts';
import { giveScanReceipt } from '../../src/usecases/scanReceipt.ts';
import { testSigner } from '../helpers/testSigner.ts';
import { inputsOf, wordsOf } from './cards/readCard.ts';
import { activityFrom, buttonOf, chatOf, personal, post } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf, type Sent } from './connectorStub.ts';
import { type FileHost, gives, SCAN, startFileHost } from './fileHost.ts';
import { openStage, type Stage } from './stage.ts';

const SHA = createHash('sha256').update(SCAN).digest('hex');
const ENTERED = { signedOn: '2026-11-23', keptAt: 'Cabinet 4', because: '', confirmed: 'confirmed' };

describe('a scan that is attached in the chat', () => {
  let stage: Stage;
  let host: FileHost;
  beforeEach(async () => {
    stage = await openStage();
    host = await startFileHost({
      '/scan.pdf': gives(SCAN),
      '/page': gives('<html>Sign in</html>', { 'content-type': 'text/html' }),
    });
  });
  afterEach(async () => {
    await stage.close();
    await host.close();
  });

  const fileAt = (downloadUrl: string, name = 'scan *1*.pdf') => ({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: 'https://contoso-my.sharepoint.com/personal/dana/Documents/scan.pdf',
    name,
    content: { downloadUrl, uniqueId: 'u-1', fileType: 'pdf' },
  });
  const attach = async (who: CompanyName, text: string, ...attachments: object[]): Promise<Sent> => {
    const before = stage.connector.sent.length;
    const conversation = personal(`chat-of-${who}`);
    const from = { name: who, aadObjectId: COMPANY[who].id };
    // Teams sends the text itself along as HTML.
    const html = { contentType: 'text/html', content: `<p>${text}</p>` };
    await post(
      stage,
      activityFrom(stage, from, { type: 'message', text, conversation, attachments: [...attachments, html] }),
    );
    await stage.service.settle();
    const [answer] = stage.connector.sent.slice(before);
    assert.ok(answer, 'an answer');
    return answer;
  };
  const scanUrl = () => `${host.url}/scan.pdf?tempauth=very-secret`;
  const recorded = async (name: CompanyName) =>
    (await stage.stores.certificates.recordsOf(COMPANY[name].id)).map(
      ({ record }) => (record as PaperCertificate).scan,
    );
  const press = (verb: string, data: object, who: CompanyName = 'dana') =>
    chatOf(stage, who).invoke({ action: { type: 'Action.Execute', verb, data } });

  it('is hashed and let go, and the paper is recorded with its hash, from the upload', async () => {
    const card = cardOf(await attach('dana', '', fileAt(scanUrl())));
    assert.match(wordsOf(card), /The scan is hashed/);
    assert.match(wordsOf(card), /scan \\\*1\\\*\.pdf, 200 KB, hashed here/);
    const chat = chatOf(stage, 'dana');
    const { card: form } = await chat.press(card, 'paper.find', { name: 'Maya' });
    assert.ok(form);
    assert.equal(inputsOf(form).find(({ id }) => id === 'scan')?.value, SHA);
    const { card: done } = await chat.press(form, 'paper.record', { ...ENTERED, scan: SHA });
    assert.match(wordsOf(done), /hashed here from the file that was attached/);
    assert.deepEqual(await recorded('maya'), [{ sha256: SHA, hashed: 'from-upload' }]);
    assert.doesNotMatch(JSON.stringify(stage.logged), /very-secret|scan \*1\*|Maya/);
  });

  it('leads straight to the form where the message says whose it is', async () => {
    const card = cardOf(await attach('dana', 'paper Maya Okafor', fileAt(scanUrl())));
    assert.match(wordsOf(card), /Record the paper that Maya Okafor signed/);
    assert.equal(inputsOf(card).find(({ id }) => id === 'scan')?.value, SHA);
  });

  it('asks again for a name nobody has, and for one that is missing', async () => {
    const card = cardOf(await attach('dana', 'here it is', fileAt(scanUrl())));
    const chat = chatOf(stage, 'dana');
    const { card: again } = await chat.press(card, 'paper.find', { name: 'Mustermann' });
    assert.match(wordsOf(again), /Nobody in the directory has that name/);
    assert.match(
      wordsOf((await chat.press(card, 'paper.find', { name: ' ' })).card),
      /Type whose paper it is/,
    );
  });

  it('counts as typed once somebody has typed another hash', async () => {
    const form = cardOf(await attach('dana', 'paper Maya Okafor', fileAt(scanUrl())));
    await chatOf(stage, 'dana').press(form, 'paper.record', { ...ENTERED, scan: 'cd'.repeat(32) });
    assert.deepEqual(await recorded('maya'), [{ sha256: 'cd'.repeat(32), hashed: 'typed' }]);
  });

  it('keeps its receipt through what has to be mended, for an hour', async () => {
    const form = cardOf(await attach('dana', 'paper Maya Okafor', fileAt(scanUrl())));
    const chat = chatOf(stage, 'dana');
    const { card: mend } = await chat.press(form, 'paper.record', { ...ENTERED, scan: SHA, keptAt: '' });
    assert.ok(mend && 'receipt' in (buttonOf(mend, 'paper.record').data as object));
    stage.now = '2026-11-23T15:00:01.000Z' as Instant;
    const { card: over } = await chat.press(mend, 'paper.record', { ...ENTERED, scan: SHA });
    assert.match(wordsOf(over), /more than an hour ago/);
    assert.ok(over && !('receipt' in (buttonOf(over, 'paper.record').data as object)));
    await chat.press(over, 'paper.record', { ...ENTERED, scan: SHA });
    assert.deepEqual(await recorded('maya'), [{ sha256: SHA, hashed: 'typed' }]);
  });

  it('cannot be claimed by a card: not without a receipt, not with somebody else’s, not with a forged one', async () => {
    const { data } = buttonOf(await chatOf(stage, 'dana').see('paper Maya Okafor'), 'paper.record') as {
      data: object;
    };
    const deps = { signer: testSigner, clock: () => stage.now };
    const scan = { sha256: SHA as never, bytes: 1, name: 'scan.pdf' };
    const mayas = await giveScanReceipt(deps)(COMPANY.maya.id, scan);
    const own = await giveScanReceipt(deps)(COMPANY.dana.id, scan);
    const [header, payload, signature] = own.split('.');
    const other = Buffer.from(payload ?? '', 'base64url')
      .toString()
      .replace(SHA, 'cd'.repeat(32));
    const forged = `${header}.${Buffer.from(other).toString('base64url')}.${signature}`;
    const unsigned = `${header}.${payload}.${'A'.repeat(86)}`;
    const entered = { ...data, ...ENTERED, scan: 'cd'.repeat(32) };
    for (const extra of [
      { hashed: 'from-upload' },
      { receipt: 'no receipt' },
      { receipt: 'x'.repeat(3_000) },
    ]) {
      const { body } = await press('paper.record', { ...entered, ...extra });
      assert.match(JSON.stringify(body), /cannot use what this card sent/);
    }
    assert.deepEqual(await recorded('maya'), []);
    for (const receipt of [forged, mayas, unsigned]) await press('paper.record', { ...entered, receipt });
    assert.deepEqual(await recorded('maya'), [{ sha256: 'cd'.repeat(32), hashed: 'typed' }]);
  });

  it('is not fetched from anywhere but OneDrive, and no page is taken for it', async () => {
    const refused = async (url: string) => (await attach('dana', '', fileAt(url))).activity.text ?? '';
    for (const url of ['https://evil.example/scan.pdf', 'http://169.254.169.254/', 'x', 'file:///etc/passwd'])
      assert.match(await refused(url), /does not lie in this organisation’s OneDrive/, url);
    assert.match(await refused(`${host.url}/page`), /is no scan/);
    assert.match(await refused(`${host.url}/gone`), /its link is over/);
    assert.match(await refused('http://127.0.0.1:1/x'), /could not be fetched just now/);
  });

  it('that takes long is answered at once, and the card follows', async () => {
    const { desk } = stage.service.bot;
    const hashScan = async (url: string) => {
      await pause(4_700);
      return await desk.hashScan(url);
    };
    Object.assign(stage.service.bot, { desk: { ...desk, hashScan } });
    const before = stage.connector.sent.length;
    const { activity } = await attach('dana', '', fileAt(scanUrl()));
    assert.match(activity.text ?? '', /A card follows/);
    const [, follows] = stage.connector.sent.slice(before);
    assert.match(wordsOf(follows && cardOf(follows)), /The scan is hashed/);
  });

  it('is one file', async () => {
    const { activity } = await attach('dana', '', fileAt(scanUrl()), fileAt(scanUrl()));
    assert.match(activity.text ?? '', /One file at a time/);
    assert.deepEqual(host.asked, []);
  });

  it('is looked at from nobody but compliance; a text beside it is answered', async () => {
    for (const who of ['maya', 'renee', 'margaret', 'otto'] as const) {
      const { activity } = await attach(who, '', fileAt(scanUrl()));
      assert.match(activity.text ?? '', /I take no files, and did not look at this one/, who);
    }
    assert.match(wordsOf(cardOf(await attach('maya', 'status', fileAt(scanUrl())))), /Code of Ethics/);
    assert.deepEqual(host.asked, []);
  });

  it('is no file where the message only has a text, a picture or something broken', async () => {
    for (const attachment of [
      { contentType: 'image/*', contentUrl: scanUrl() },
      { contentType: 'application/vnd.microsoft.teams.file.download.info' },
      { contentType: 'application/vnd.microsoft.teams.file.download.info', content: { downloadUrl: 5 } },
      { contentType: 'application/vnd.microsoft.teams.file.download.info', content: null },
    ])
      assert.match(wordsOf(cardOf(await attach('dana', 'help', attachment))), /What I can do for you/);
    assert.deepEqual(host.asked, []);
  });
});
