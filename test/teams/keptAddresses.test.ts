import assert from 'node:assert/strict';
import { keptAddresses } from '../../src/teams/keptAddresses.ts';

const address = (facts: { serviceUrl?: string; locale?: string } = {}) => ({
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  conversationId: 'a:1',
  userId: '29:1',
  botId: '28:bot',
  ...facts,
});

describe('the addresses that are known to be kept', () => {
  it('are those that were added, each for its own person', () => {
    const kept = keptAddresses();
    assert.equal(kept.has('29:1', address()), false);
    kept.add('29:1', address());
    assert.equal(kept.has('29:1', address()), true);
    assert.equal(kept.has('29:2', address()), false);
  });

  it('are no longer known when the service address or the language changes, until that is kept too', () => {
    const kept = keptAddresses();
    kept.add('29:1', address());
    const moved = [
      address({ serviceUrl: 'https://smba.infra.gcc.teams.microsoft.com/' }),
      address({ locale: 'fr-FR' }),
    ];
    for (const other of moved) {
      assert.equal(kept.has('29:1', other), false);
      kept.add('29:1', other);
      assert.equal(kept.has('29:1', other), true);
      assert.equal(kept.has('29:1', address()), false);
    }
  });

  it('are forgotten for whoever was kept longest ago, so that memory stays bounded', () => {
    const kept = keptAddresses();
    kept.add('first', address());
    kept.add('again', address());
    for (let i = 0; i < 19_999; i += 1) kept.add(`29:${i}`, address());
    kept.add('again', address());
    assert.equal(kept.has('first', address()), false);
    assert.equal(kept.has('again', address()), true);
    assert.equal(kept.has('29:19998', address()), true);
  });

  it('are looked up again after a quarter of an hour, or when the chat has ended', () => {
    let now = 0;
    const kept = keptAddresses(() => now);
    kept.add('29:1', address());
    now = 15 * 60_000;
    assert.equal(kept.has('29:1', address()), false);
    kept.add('29:1', address());
    kept.forget('29:1');
    assert.equal(kept.has('29:1', address()), false);
  });
});
