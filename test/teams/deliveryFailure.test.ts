import assert from 'node:assert/strict';
import { deliveryFailure, setbackOf } from '../../src/teams/deliveryFailure.ts';

/** An error as the connector's client throws it: Teams' own code is in the body. */
const connectorError = (statusCode: number, code?: string) =>
  Object.assign(new Error('Forbidden'), {
    statusCode,
    code: code ?? 'RestError',
    ...(code && { body: { error: { code, message: 'what Teams says' } } }),
  });

describe('a message that Teams did not take', () => {
  const final = [
    [403, 'ConversationBlockedByUser', 'blocked-by-user'],
    [403, 'MessageWritesBlocked', 'blocked-by-user'],
    [403, 'BotDisabledByAdmin', 'disabled-by-admin'],
    [403, 'BotNotInConversationRoster', 'app-not-installed'],
    [403, 'ForbiddenOperationException', 'app-not-installed'],
    [404, 'ConversationNotFound', 'not-found'],
    [404, undefined, 'not-found'],
    [400, 'BadSyntax', 'refused'],
    [403, undefined, 'refused'],
    [413, 'RequestEntityTooLarge', 'refused'],
  ] as const;
  for (const [status, code, because] of final) {
    it(`with ${status} ${code ?? '(no code)'} waits until the app is installed again: ${because}`, () => {
      const failure = deliveryFailure(connectorError(status, code));
      assert.deepEqual(failure, { outcome: 'failed', because, retry: 'on-reinstall' });
    });
  }

  for (const status of [401, 408, 412, 425, 429, 500, 502, 503, 504]) {
    it(`with ${status} is tried again later`, () => {
      const failure = deliveryFailure(connectorError(status, 'ConversationBlockedByUser'));
      assert.deepEqual(failure, { outcome: 'failed', because: 'service-unavailable', retry: 'later' });
    });
  }

  it('because the connection broke is tried again later', () => {
    const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    for (const error of [broken, new Error('socket hang up'), undefined, 'no error at all', null])
      assert.equal(deliveryFailure(error).retry, 'later');
  });

  it('with a body that is not what Teams documents still has a reason', () => {
    for (const body of ['<html>', { error: 'Forbidden' }, { error: { code: 17 } }, [], undefined, null]) {
      const error = Object.assign(new Error('no'), { statusCode: 403, body });
      assert.deepEqual(deliveryFailure(error), {
        outcome: 'failed',
        because: 'refused',
        retry: 'on-reinstall',
      });
    }
  });

  it('is tried again at once where Teams says so, or where it did not leave', () => {
    for (const status of [412, 502, 503, 504])
      assert.deepEqual(setbackOf(connectorError(status)), { kind: 'retry' });
    for (const code of ['ECONNREFUSED', 'EAI_AGAIN'])
      assert.deepEqual(setbackOf(Object.assign(new Error('no'), { code })), { kind: 'retry' });
  });

  it('is not tried again at once where it is refused, or may have arrived', () => {
    for (const status of [400, 401, 403, 404, 408, 413, 500])
      assert.deepEqual(setbackOf(connectorError(status)), { kind: 'final' });
    const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    for (const error of [broken, new Error('socket hang up'), undefined, null])
      assert.deepEqual(setbackOf(error), { kind: 'final' });
  });

  it('for there are too many says how long to wait, in seconds or as a date', () => {
    const throttled = (said: string | null) =>
      Object.assign(connectorError(429), { response: { headers: { get: () => said } } });
    assert.deepEqual(setbackOf(throttled('7')), { kind: 'throttled', retryAfterMs: 7_000 });
    assert.deepEqual(setbackOf(throttled(null)), { kind: 'throttled' });
    assert.deepEqual(setbackOf(throttled('soon')), { kind: 'throttled' });
    assert.deepEqual(setbackOf(connectorError(429)), { kind: 'throttled' });
    const date = setbackOf(throttled(new Date(Date.now() + 60_000).toUTCString()));
    assert.ok(date.kind === 'throttled' && (date.retryAfterMs ?? 0) > 50_000);
  });
});
