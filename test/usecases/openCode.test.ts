import assert from 'node:assert/strict';
import { openCode } from '../../src/usecases/openCode.ts';
import { MONDAY } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const ADA = personId('Ada');
const { id } = obligationOf('Ada');

describe('opening the Code', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  it('is recorded once, with the first time', async () => {
    await oblige(programme, 'Ada');
    const open = openCode(programme);
    assert.equal(granted(await open(ADA, id)).openedAt, MONDAY);
    programme.clock.advance({ days: 1 });
    assert.equal(granted(await open(ADA, id)).openedAt, MONDAY);
    const kept = await programme.obligations.get(ADA, id);
    const opened = kept?.value.obligation.history.filter(({ type }) => type === 'code-opened');
    assert.equal(opened?.length, 1);
  });

  it('asks the store twice, and once when it was open already', async () => {
    await oblige(programme, 'Ada');
    const stores = countingStores(programme.stores);
    const open = openCode({ ...programme, ...stores });
    await open(ADA, id);
    assert.deepEqual(stores.calls, ['obligations.get', 'obligations.replace']);
    stores.forget();
    await open(ADA, id);
    assert.deepEqual(stores.calls, ['obligations.get']);
  });

  it('in several windows at once is recorded once', async () => {
    await oblige(programme, 'Ada');
    const open = openCode(programme);
    await Promise.all([open(ADA, id), open(ADA, id), open(ADA, id)]);
    const kept = await programme.obligations.get(ADA, id);
    assert.equal(kept?.value.obligation.history.length, 2);
  });

  it('does not touch somebody else’s obligation, or one that is closed', async () => {
    await oblige(programme, 'Ada', { events: [happened.paused()] });
    assert.deepEqual(await openCode(programme)(personId('Eve'), id), { refused: 'unknown-obligation' });
    assert.deepEqual(await openCode(programme)(ADA, id), { refused: 'paused' });
  });
});
