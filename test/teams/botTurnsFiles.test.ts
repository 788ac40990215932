import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certificateNumber } from '../../src/domain/certificate.ts';
import type { Instant, ObligationId } from '../../src/domain/ids.ts';
import { BotAdapter } from '../../src/teams/adapter.ts';
import { botTurn } from '../../src/teams/bot.ts';
import { receiveActivities } from '../../src/teams/receive.ts';
import { elementsOfType } from './cards/readCard.ts';
import { activityFrom, buttonOf, chatOf, personal } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { certificatesOf, signAs } from './signing.ts';
import { openStage, type Stage, TENANT } from './stage.ts';

describe('a copy of what somebody signed', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    await signAs(stage, 'maya');
  });
  afterEach(() => stage.close());

  const linkOf = (card: object) =>
    String(elementsOfType(card, 'Action.OpenUrl')[0]?.url).replace(
      /^(http:\/\/[^/]+)?/,
      new URL(stage.url).origin,
    );
  const askForLink = async (name: CompanyName, obligation: ObligationId) => {
    const before = stage.connector.sent.length;
    await chatOf(stage, name).invoke({
      action: { type: 'Action.Execute', verb: 'certificate.file', data: { obligation } },
    });
    const [sent] = stage.connector.sent.slice(before);
    return sent?.activity.attachments?.[0]?.content as object | undefined;
  };

  describe('on this machine', () => {
    it('is a link on the receipt that gives the PDF once', async () => {
      const chat = chatOf(stage, 'maya');
      const list = await chat.see('my certificates');
      const { card: receipt } = await chat.press(list, 'certificate.show');
      assert.ok(receipt && buttonOf(receipt, 'certificate.file'));
      const before = stage.connector.sent.length;
      await chat.press(receipt, 'certificate.file');
      const card = stage.connector.sent.slice(before)[0]?.activity.attachments?.[0]?.content as object;
      const fetched = await fetch(linkOf(card));
      assert.equal(fetched.status, 200);
      assert.equal(fetched.headers.get('content-type'), 'application/pdf');
      const [sealed] = await certificatesOf(stage, 'maya');
      assert.ok(sealed);
      assert.match(String(fetched.headers.get('content-disposition')), new RegExp(certificateNumber(sealed)));
      assert.equal(String(await fetched.text()).slice(0, 8), '%PDF-1.7');
      assert.equal((await fetch(linkOf(card))).status, 404);
    });

    it('is over after ten minutes', async () => {
      const { id } = await stage.obligationOf('maya');
      const card = await askForLink('maya', id);
      stage.now = '2026-11-23T14:10:01.000Z' as Instant;
      assert.equal((await fetch(linkOf(card ?? {}))).status, 404);
    });

    it('is nothing anybody else can ask for', async () => {
      const { id } = await stage.obligationOf('maya');
      assert.equal(await askForLink('zoe', id), undefined);
      const zoes = id.replace(COMPANY.maya.id, COMPANY.zoe.id) as ObligationId;
      assert.equal(await askForLink('zoe', zoes), undefined, 'Zoë has signed nothing');
    });
  });

  describe('in Teams', () => {
    /** The same service, whose files go through OneDrive. */
    const inTeams = async (name: CompanyName, activity: object) => {
      const bot = {
        ...stage.service.bot,
        files: { ...stage.service.bot.files, by: { way: 'consent' } as const },
      };
      const receive = receiveActivities({
        adapter: new BotAdapter({ kind: 'local', playground: false, playgroundPort: 1 }),
        tenant: TENANT,
        onlyThisMachine: true,
        turn: botTurn(bot),
        log: bot.log,
      });
      const who = { name, aadObjectId: COMPANY[name].id };
      const conversation = personal(`chat-of-${name}`);
      const answer = await receive(activityFrom(stage, who, { conversation, ...activity }), '');
      await stage.service.settle();
      return answer;
    };
    const press = (name: CompanyName, verb: string, data: object) =>
      inTeams(name, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb, data } },
      });
    const consentCard = () => {
      const found = stage.connector.sent
        .flatMap(({ activity }) => activity.attachments ?? [])
        .findLast(({ contentType }) => contentType === 'application/vnd.microsoft.teams.card.file.consent');
      assert.ok(found, 'a file consent card');
      return found as { name: string; content: { sizeInBytes: number; acceptContext: object } };
    };
    const offered = async () => {
      const { id: obligation } = await stage.obligationOf('maya');
      await press('maya', 'certificate.file', { obligation });
      return consentCard();
    };
    const answerConsent = (name: CompanyName, value: object) =>
      inTeams(name, { type: 'invoke', name: 'fileConsent/invoke', value, replyToId: 'the-consent-card' });
    const oneDrive = async (status = 201) => {
      const puts: Buffer[] = [];
      const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          puts.push(Buffer.concat(chunks));
          response.statusCode = status;
          response.end('{}');
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const uploadUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/session?key=very-secret`;
      return { puts, uploadUrl, close: () => server.close() };
    };
    const uploadInfo = (uploadUrl: string) => ({
      uploadUrl,
      contentUrl: 'https://contoso-my.sharepoint.com/personal/maya/Documents/a.pdf',
      name: 'a.pdf',
      uniqueId: 'u-1',
      fileType: 'pdf',
    });
    const lastTexts = () => stage.connector.sent.map(({ activity }) => activity.text ?? '').filter(Boolean);

    it('is saved to OneDrive after the person agrees: the whole PDF, once, and then shown as a file', async () => {
      const card = await offered();
      const drive = await oneDrive();
      const value = {
        action: 'accept',
        context: card.content.acceptContext,
        uploadInfo: uploadInfo(drive.uploadUrl),
      };
      const answer = await answerConsent('maya', value);
      assert.equal(answer.status, 200);
      assert.equal(drive.puts.length, 1);
      assert.equal(drive.puts[0]?.length, card.content.sizeInBytes);
      assert.equal(drive.puts[0]?.subarray(0, 5).toString(), '%PDF-');
      const info =
        stage.connector.sent.at(-2)?.activity.attachments ??
        stage.connector.sent.at(-1)?.activity.attachments;
      assert.ok(
        JSON.stringify(stage.connector.sent).includes('vnd.microsoft.teams.card.file.info'),
        String(info),
      );
      assert.deepEqual(stage.connector.removed, ['the-consent-card']);
      await answerConsent('maya', value);
      assert.equal(drive.puts.length, 1, 'the same card saves nothing twice');
      assert.ok(lastTexts().at(-1)?.includes('over'));
      drive.close();
      assert.doesNotMatch(JSON.stringify(stage.logged), /very-secret|Maya/);
    });

    it('is offered by itself after signing', async () => {
      const { id: obligation } = await stage.obligationOf('zoe');
      await press('zoe', 'code.read', { obligation, part: 1 });
      await press('zoe', 'certificate.sign', {
        obligation,
        withException: false,
        'statement-received': 'confirmed',
        'statement-read': 'confirmed',
        'statement-understands': 'confirmed',
        'statement-applies': 'confirmed',
        consent: 'agreed',
        typedName: COMPANY.zoe.displayName,
      });
      assert.match(consentCard().name, /^Certificate of Compliance 2026-.*\.pdf$/);
    });

    it('is not given to somebody who answers in the place of another', async () => {
      const card = await offered();
      const drive = await oneDrive();
      await answerConsent('otto', {
        action: 'accept',
        context: card.content.acceptContext,
        uploadInfo: uploadInfo(drive.uploadUrl),
      });
      assert.equal(drive.puts.length, 0);
      drive.close();
    });

    it('is sent to no address but OneDrive', async () => {
      const card = await offered();
      await answerConsent('maya', {
        action: 'accept',
        context: card.content.acceptContext,
        uploadInfo: uploadInfo('https://evil.example/collect'),
      });
      assert.ok(stage.logged.some(({ event }) => event === 'upload-address-refused'));
    });

    it('is not saved when the person says no', async () => {
      const card = await offered();
      const answer = await answerConsent('maya', { action: 'decline', context: card.content.acceptContext });
      assert.equal(answer.status, 200);
      assert.match(lastTexts().at(-1) ?? '', /^Nothing was saved/);
    });

    it('survives answers that are none', async () => {
      for (const value of [
        undefined,
        null,
        'x',
        {},
        { action: 'accept' },
        { action: 'accept', context: {}, uploadInfo: {} },
      ])
        assert.equal((await answerConsent('maya', value as object)).status, 200);
    });

    it('says so when OneDrive refuses', async () => {
      const card = await offered();
      const drive = await oneDrive(403);
      await answerConsent('maya', {
        action: 'accept',
        context: card.content.acceptContext,
        uploadInfo: uploadInfo(drive.uploadUrl),
      });
      drive.close();
      assert.match(lastTexts().at(-1) ?? '', /could not be saved/);
      assert.doesNotMatch(JSON.stringify(stage.logged), /very-secret/);
    });
  });
});
