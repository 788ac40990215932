import assert from 'node:assert/strict';
import type { Attachment } from 'botbuilder';
import { type Config, readConfig } from '../../src/config.ts';
import { botTurn } from '../../src/teams/bot.ts';
import { receiveActivities } from '../../src/teams/receive.ts';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { activityFrom, readInvoked } from './chat.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { APP, adapterTrusting, CLAIMS, SERVICE } from './entraAdapter.ts';
import { startTokenService, type TokenService } from './entraTokens.ts';
import { certificatesOf, FILLED } from './signing.ts';
import { openStage, type Stage, TENANT } from './stage.ts';

/** With bot credentials, the tenant's id written as somebody copied it. */
const configured = (tenantId: string) =>
  readConfig({
    MicrosoftAppId: APP,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppPassword: 'x',
    PROGRAMME_FILE: 'programme.yaml',
  }) as Config;

describe('with bot credentials', () => {
  let tokens: TokenService;
  let stage: Stage;
  before(async () => {
    tokens = await startTokenService();
  });
  after(() => tokens.close());
  beforeEach(async () => {
    stage = await openStage({ config: configured(TENANT) });
  });
  afterEach(() => stage.close());

  const receive = (tenantId: string = TENANT) => {
    const { mode } = configured(tenantId);
    assert.equal(mode.kind, 'teams');
    return receiveActivities({
      onlyThisMachine: false,
      adapter: adapterTrusting(tokens),
      tenant: mode.kind === 'teams' ? mode.tenantId : TENANT,
      turn: botTurn(stage.service.bot),
      log: { warn: () => undefined, error: () => undefined },
    });
  };
  const from = (name: CompanyName, facts: object) => ({
    ...activityFrom(stage, { name, aadObjectId: COMPANY[name].id }, facts),
    serviceUrl: SERVICE,
  });
  const type = async (name: CompanyName, text: string) => {
    const answer = await receive()(
      from(name, { type: 'message', text, deliveryMode: 'expectReplies' }),
      tokens.bearer(CLAIMS),
    );
    await stage.service.settle();
    const { activities } = answer.body as { activities: { text?: string; attachments?: Attachment[] }[] };
    const [reply] = activities;
    return { text: reply?.text, card: reply?.attachments?.[0]?.content as object | undefined };
  };
  const press = async (name: CompanyName, verb: string, data: object) => {
    const value = { action: { type: 'Action.Execute', verb, data } };
    const invoke = from(name, { type: 'invoke', name: 'adaptiveCard/action', value });
    return readInvoked((await receive()(invoke, tokens.bearer(CLAIMS))).body);
  };

  it('a person signs as whom the channel vouches for, and the certificate says how they were known', async () => {
    const { id: obligation } = await stage.obligationOf('maya');
    await press('maya', 'code.read', { obligation, part: 1 });
    const { card } = await press('maya', 'certificate.sign', {
      obligation,
      withException: false,
      ...FILLED,
      typedName: 'Maya Okafor',
    });
    assert.ok(wordsOf(card).includes(CONTEXT.texts.certification.receipt.title));
    const [sealed] = await certificatesOf(stage, 'maya');
    assert.equal(sealed?.certificate.signer.id, COMPANY.maya.id);
    assert.equal(sealed?.certificate.authentication.method, 'teams');
    assert.equal(sealed?.certificate.signer.tenant, TENANT);
  });

  it('nobody becomes somebody else by a word or by what a card says', async () => {
    assert.equal((await type('maya', 'act as Dana Whitfield')).text, CONTEXT.texts.noRole.local);
    assert.equal((await type('maya', 'programme')).text, CONTEXT.texts.noRole.compliance);
    assert.equal(JSON.stringify((await type('maya', 'help')).card).includes('act as'), false);
    const { id: obligation } = await stage.obligationOf('zoe');
    const forged = { obligation, signer: COMPANY.zoe.id, person: COMPANY.zoe.id };
    assert.equal(
      (await press('maya', 'certificate.form', forged)).sentence,
      CONTEXT.texts.problems.unusableCard,
    );
    const { sentence } = await press('maya', 'certificate.form', { obligation });
    assert.equal(sentence, CONTEXT.texts.certification.refusals['not-yours']);
  });

  it('cards use the whole width of Teams', async () => {
    const { card } = await type('maya', 'status');
    assert.deepEqual((card as { msteams?: object }).msteams, { width: 'Full' });
  });

  it('the tenant is served also when its id was configured in capitals', async () => {
    const message = from('maya', { type: 'message', text: 'status', deliveryMode: 'expectReplies' });
    const answer = await receive(TENANT.toUpperCase())(message, tokens.bearer(CLAIMS));
    assert.equal(answer.status, 200);
  });

  it('a request without a token is refused before anything is read', async () => {
    stage.breakStore(() => assert.fail('the store was asked'));
    const answer = await receive()(from('maya', { type: 'message', text: 'status' }), '');
    assert.equal(answer.status, 401);
    stage.breakStore(undefined);
  });
});
