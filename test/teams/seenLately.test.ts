import assert from 'node:assert/strict';
import { seenLately } from '../../src/teams/seenLately.ts';

const address = (facts: { serviceUrl?: string; locale?: string } = {}) => ({
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  conversationId: 'a:1',
  userId: '29:1',
  botId: '28:bot',
  ...facts,
});

describe('where somebody was last seen', () => {
  it('is new the first time and known the second', () => {
    const seen = seenLately();
    assert.equal(seen('29:1', address()), false);
    assert.equal(seen('29:1', address()), true);
    assert.equal(seen('29:2', address()), false);
  });

  it('is new again when the address or the language changes', () => {
    const seen = seenLately();
    seen('29:1', address());
    assert.equal(seen('29:1', address({ serviceUrl: 'https://smba.infra.gcc.teams.microsoft.com/' })), false);
    assert.equal(seen('29:1', address({ locale: 'fr-FR' })), false);
    assert.equal(seen('29:1', address({ locale: 'fr-FR' })), true);
  });

  it('is forgotten for those who wrote longest ago, not for those who keep writing', () => {
    const seen = seenLately();
    seen('faithful', address());
    seen('once', address());
    for (let i = 0; i < 19_999; i += 1) {
      seen(`29:${i}`, address());
      if (i % 1_000 === 0) seen('faithful', address());
    }
    assert.equal(seen('faithful', address()), true);
    assert.equal(seen('once', address()), false);
  });
});
