import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson } from '../../src/domain/digest.ts';
import { canonical, parsed } from '../../src/verify/canonical.ts';

describe('the verifier’s own canonical JSON', () => {
  // Compared with github.com/cyberphone/json-canonicalization at 19d51d7: all six pairs of its `testdata` come out alike.
  it('is that of RFC 8785, sections 3.2.2 and 3.2.3', () => {
    const value = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
        "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    );
    assert.equal(
      canonical(value),
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    assert.equal(
      canonical(Object.fromEntries(names.map((name) => [name, 0]))),
      '{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
    );
  });

  it('agrees with the signer’s, though they share nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(canonical(value), canonicalJson(value))));
  });

  it('knows no form for what JSON cannot hold, and sees members with any name', () => {
    for (const value of [Number.POSITIVE_INFINITY, undefined, '\ud800', () => 1])
      assert.throws(() => canonical(value), RangeError);
    assert.equal(canonical(JSON.parse('{"__proto__":1}')), '{"__proto__":1}');
    assert.equal(parsed('{'), undefined);
  });
});
