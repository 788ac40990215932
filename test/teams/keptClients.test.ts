import assert from 'node:assert/strict';
import { restore, stub } from 'sinon';
import { receiveActivities } from '../../src/teams/receive.ts';
import { APP, adapterTrusting, CLAIMS, SERVICE, seconds } from './entraAdapter.ts';
import { type Forged, STRANGERS_KEY, startTokenService, type TokenService } from './entraTokens.ts';
import { TENANT } from './stage.ts';

const { exp: _, ...ENDLESS } = CLAIMS;
const activity = (facts: object = {}) => ({
  type: 'message',
  channelId: 'msteams',
  serviceUrl: SERVICE,
  from: { id: '29:1', aadObjectId: '20a36151-db3d-4b4d-8703-7dfeaec82291' },
  recipient: { id: `28:${APP}` },
  conversation: { id: 'a:1', tenantId: TENANT, conversationType: 'personal' },
  text: 'status',
  deliveryMode: 'expectReplies',
  ...facts,
});

describe('a request that says it comes from Teams', () => {
  let tokens: TokenService;
  let turns: number;
  let logged: object[];
  let receive: ReturnType<typeof receiveActivities>;

  before(async () => {
    tokens = await startTokenService();
  });
  after(() => tokens.close());
  beforeEach(() => {
    // botframework-connector writes what it refuses to the console.
    stub(console, 'error');
    turns = 0;
    logged = [];
    receive = receiveActivities({
      onlyThisMachine: false,
      adapter: adapterTrusting(tokens),
      tenant: TENANT,
      turn: async (context) => {
        turns += 1;
        await context.sendActivity('It is you.');
      },
      log: { warn: (facts) => logged.push(facts), error: (facts) => logged.push(facts) },
    });
  });
  afterEach(() => restore());

  const refusedWith = async (status: 401 | 403, header: string, body: object = activity()) => {
    const answer = await receive(body, header);
    assert.equal(answer.status, status);
    assert.equal(turns, 0, 'the turn must not have run');
    const says = {
      401: 'The request carries no token that is valid here.',
      403: 'This service serves one organisation, in Microsoft Teams only.',
    };
    assert.deepEqual(answer.body, { error: says[status] });
  };

  it('is served when its token is the channel’s, for this bot and from this tenant', async () => {
    const answer = await receive(activity(), tokens.bearer(CLAIMS));
    assert.equal(answer.status, 200);
    assert.equal(turns, 1);
    assert.equal((answer.body as { activities: { text: string }[] }).activities[0]?.text, 'It is you.');
  });

  it('is served again and again, by clients that are kept', async () => {
    for (let time = 0; time < 3; time += 1)
      assert.equal((await receive(activity(), tokens.bearer(CLAIMS))).status, 200);
    assert.equal(turns, 3);
  });

  const forged: Readonly<Record<string, [claims: object, how?: Forged]>> = {
    'without an expiry': [ENDLESS],
    'that has expired': [{ ...CLAIMS, exp: seconds(-600) }],
    // By a day: these are made before the suites run, which may take longer than minutes.
    'that is not valid yet': [{ ...CLAIMS, nbf: seconds(86_400), exp: seconds(2 * 86_400) }],
    'signed by a stranger': [CLAIMS, { key: STRANGERS_KEY }],
    'that is not signed (alg: none)': [CLAIMS, { alg: 'none' }],
    'signed with the public key as a secret (HS256)': [CLAIMS, { alg: 'HS256' }],
    'with a key nobody published': [CLAIMS, { header: { kid: 'another' } }],
    'without the name of its key': [CLAIMS, { header: { kid: undefined } }],
    'of another issuer': [{ ...CLAIMS, iss: 'https://sts.windows.net/evil/' }],
    'without an issuer': [{ ...CLAIMS, iss: undefined }],
    'for another bot': [{ ...CLAIMS, aud: '99999999-2222-4333-8444-555555555555' }],
    'for another service address': [{ ...CLAIMS, serviceurl: 'https://evil.example/' }],
    'with times that are no numbers': [{ ...CLAIMS, exp: 'never', nbf: 'always' }],
  };
  for (const [what, [claims, how]] of Object.entries(forged))
    it(`is refused with 401 and no explanation when it has a token ${what}`, () =>
      refusedWith(401, tokens.bearer(claims, how)));

  for (const header of [
    '',
    'Bearer',
    'Bearer ',
    'Bearer x.y.z',
    'Basic dTpw',
    'Bearer e30.e30.',
    'Bearer a b c',
  ])
    it(`is refused with 401 when its authorization is "${header}"`, () => refusedWith(401, header));

  it('is refused with 401 when only the end of a good token is another', async () => {
    const good = tokens.bearer(CLAIMS);
    const end = good.at(-5) === 'A' ? 'B' : 'A';
    await refusedWith(401, `${good.slice(0, -5)}${end}${good.slice(-4)}`);
  });

  it('is refused with 403 when a good token brings an activity of another tenant or of none', async () => {
    for (const tenantId of ['99999999-8423-4924-938d-5c55e06c1d84', undefined]) {
      const conversation = { id: 'a:1', tenantId, conversationType: 'personal' };
      await refusedWith(403, tokens.bearer(CLAIMS), activity({ conversation }));
    }
  });

  it('is refused with 401, not 403, when it has no good token and is of another tenant', () =>
    refusedWith(401, tokens.bearer(ENDLESS), activity({ conversation: { id: 'a:1', tenantId: 'other' } })));

  it('is refused when it comes through another channel, where a client can claim to be anyone', async () => {
    for (const channelId of ['webchat', 'directline', 'emulator'])
      await refusedWith(403, tokens.bearer(CLAIMS), activity({ channelId }));
  });

  it('logs that it was refused, and nothing of the token or the text', async () => {
    await receive(activity({ text: 'marmalade-umbrella-7319' }), tokens.bearer(ENDLESS));
    assert.deepEqual(logged, [{ event: 'request-not-authenticated' }]);
  });
});
