import assert from 'node:assert/strict';
import { type RunningService, startService, temporaryFolder } from '../browser/service.ts';
import { personal, post } from '../teams/chat.ts';
import { type ConnectorStub, startConnectorStub } from '../teams/connectorStub.ts';
import { filesHolding, holds, linesHolding, PHRASE } from './kept.ts';

/** The newcomer of the sample organisation. */
const MAYA = '20a36151-db3d-4b4d-8703-7dfeaec82291';
/** The Chief Compliance Officer of the sample organisation. */
const DANA = '1066b408-e8c2-427b-a577-7fb4889d6a80';
/** A slip of the keyboard that nobody else makes. */
const NEAR_MISS = 'prograxme';

describe('what somebody asks or reports, in a service that logs everything it can', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  let service: RunningService;
  let connector: ConnectorStub;
  const answers: { status: number; body: unknown }[] = [];

  const send = async (facts: object) => {
    const activity = {
      id: `activity-${answers.length}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      from: { id: '29:maya', name: 'Maya', aadObjectId: MAYA },
      recipient: { id: '28:bot' },
      conversation: personal('a:1'),
      ...facts,
    };
    answers.push(await post({ url: service.messagesUrl }, activity));
  };
  const type = (text: string) => send({ type: 'message', text });
  const press = (verb: string, data: object) =>
    send({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb, data } } });

  before(async () => {
    connector = await startConnectorStub();
    service = await startService(folder.path, { PLAYGROUND: 'off', LOG_LEVEL: 'trace' });
    await send({ type: 'installationUpdate', action: 'add' });

    await type(`May I accept ${PHRASE} from a supplier?`);
    await type(`My controller told me to book ${PHRASE} as revenue. I want to report it.`);
    await type(PHRASE);
    await type(NEAR_MISS);
    await type(`act as ${PHRASE}`);
    await type(`${'please '.repeat(10_000)}${PHRASE}`);

    const dana = { from: { id: '29:dana', aadObjectId: DANA }, conversation: personal('a:2') };
    for (const typed of [`why ${PHRASE}`, `why is ${PHRASE} covered?`, `why do we have ${PHRASE}?`]) {
      await type(typed);
      await send({ type: 'message', text: typed, ...dana });
    }

    const prompt = JSON.stringify(connector.sent[0]?.activity);
    const obligation = /"obligation":"([^"]+)"/.exec(prompt)?.[1];
    const signing = { obligation, withException: false, typedName: PHRASE };
    await press(PHRASE, {});
    await press('certificate.form', { obligation: PHRASE });
    await press('certificate.form', { obligation, [PHRASE]: true });
    await press('code.read', { obligation, part: 1 });
    await press('certificate.sign', signing);
    await press('certificate.sign', { ...signing, withException: true, exception: `${PHRASE} `.repeat(400) });
    await press('decline.submit', { obligation, reason: `${PHRASE} `.repeat(400) });

    await send({ type: 'message', text: 'status', ...dana });
    await send({ type: 'message', text: `Is ${PHRASE} moonlighting?`, ...dana });
    await send({ type: 'message', text: `why this answer ${PHRASE}`, ...dana });
    const why = { action: { verb: 'answer.why', data: { question: `Is ${PHRASE} moonlighting?` } } };
    await send({ type: 'invoke', name: 'adaptiveCard/action', value: why, ...dana });
    await press('answer.why', { question: PHRASE });
    await press('handOver.form', {});
    await press('handOver.send', { text: `My question is ${PHRASE}.` });
    await press('handOver.send', { text: `${PHRASE} `.repeat(400) });

    const bodies = [
      `{"type":"message","text":"${PHRASE}`,
      JSON.stringify({ text: PHRASE }),
      JSON.stringify({ type: 'message', text: PHRASE, from: { id: PHRASE } }),
      `"${PHRASE}"`,
      JSON.stringify({ type: 'message', text: PHRASE.repeat(20_000) }),
    ];
    for (const body of bodies) answers.push(await post({ url: service.messagesUrl }, body));

    connector.fail((body) => ({
      status: 403,
      body: { error: { code: 'BadSyntax', message: `${PHRASE} ${body}` } },
    }));
    await type(`Is ${PHRASE} a conflict of interest?`);
    connector.fail((body) => ({ status: 400, body: `<html>${PHRASE} ${body}</html>` }));
    await type(`Somebody bribed ${PHRASE}.`);
    connector.fail(undefined);
    await type('status');
    await service.end('SIGTERM');
  });
  after(async () => {
    await service?.end('SIGKILL');
    await connector?.close();
    folder.remove();
  });

  it('was answered, and refused where it could not be used', () => {
    const statuses = new Set(answers.map(({ status }) => status));
    assert.deepEqual([...statuses].sort(), [200, 400, 413, 500]);
    assert.ok(connector.sent.length >= 7);
  });

  it('is in no file: not in the database, nor in what it keeps beside it', () => {
    assert.deepEqual(filesHolding(folder.path, PHRASE), []);
    assert.deepEqual(filesHolding(folder.path, NEAR_MISS), []);
  });

  it('is in no line of the log, and in nothing that was printed', () => {
    const output = service.output();
    assert.match(output, /"event":"turn-failed"/, 'failures were logged');
    assert.match(output, /"event":"card-unusable"/);
    assert.deepEqual(linesHolding(output, PHRASE), []);
    assert.deepEqual(linesHolding(output, NEAR_MISS), []);
  });

  it('is in no answer to a request that was refused', () => {
    const refused = answers.filter(({ status }) => status >= 400);
    assert.ok(refused.length >= 6);
    for (const { body } of refused) assert.equal(holds(JSON.stringify(body ?? ''), PHRASE), false);
  });

  it('would have been found: the same search finds what is kept', () => {
    assert.notDeepEqual(filesHolding(folder.path, MAYA), []);
  });
});
