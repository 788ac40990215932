import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  countedFrom,
  type PaperEntries,
  type PaperProblem,
  paperId,
  paperNumber,
  scanOf,
  whyNotPaper,
} from '../../src/domain/paperCertificate.ts';
import { dateAt } from '../../src/domain/time.ts';
import { at, day } from '../helpers/clock.ts';
import { obligationOf } from '../helpers/obligations.ts';

const ZONE = 'America/New_York';
const SCAN = 'ab'.repeat(32);
const ENTRIES: PaperEntries = {
  signedOn: day('2026-11-04'),
  keptAt: 'Cabinet 4',
  scan: SCAN,
  because: '',
  confirmed: true,
};
const FACTS = {
  obligation: obligationOf('Ada'),
  corrects: false,
  now: at('2026-11-23T14:00:00Z'),
  timeZone: ZONE,
};

describe('a certificate on paper', () => {
  const problem = (entries: Partial<PaperEntries>, facts: Partial<Parameters<typeof whyNotPaper>[1]> = {}) =>
    whyNotPaper({ ...ENTRIES, ...entries }, { ...FACTS, ...facts });

  it('is recorded with a date, a place, the hash of its scan and a confirmation', () => {
    assert.equal(problem({}), undefined);
    const { signedOn: _, ...undated } = ENTRIES;
    assert.equal(whyNotPaper(undated, FACTS), 'date-missing');
    const missing: [Partial<PaperEntries>, PaperProblem][] = [
      [{ keptAt: ' ' }, 'place-missing'],
      [{ scan: SCAN.slice(1) }, 'scan-unusable'],
      [{ scan: '' }, 'scan-unusable'],
      [{ keptAt: 'x'.repeat(501) }, 'text-too-long'],
      [{ because: 'x'.repeat(501) }, 'text-too-long'],
      [{ confirmed: false }, 'not-confirmed'],
    ];
    for (const [entries, expected] of missing) assert.equal(problem(entries), expected);
  });

  it('is never dated later than today where the company is', () => {
    const lateEvening = at('2026-11-24T03:00:00Z');
    assert.equal(problem({ signedOn: day('2026-11-23') }, { now: lateEvening }), undefined);
    assert.equal(problem({ signedOn: day('2026-11-24') }, { now: lateEvening }), 'date-in-future');
  });

  it('needs a reason when it is older than the request or than its Code version', () => {
    assert.equal(problem({ signedOn: day('2026-11-02') }), undefined);
    assert.equal(problem({ signedOn: day('2026-11-01') }), 'reason-for-date');
    assert.equal(problem({ signedOn: day('2026-11-01'), because: 'Signed on hire.' }), undefined);
    assert.equal(problem({}, { codeSince: day('2026-11-05') }), 'reason-for-date');
    assert.equal(problem({}, { codeSince: day('2026-11-04') }), undefined);
  });

  it('needs a reason when it corrects another record', () => {
    assert.equal(problem({}, { corrects: true }), 'reason-missing');
    assert.equal(problem({ because: 'Wrong date.' }, { corrects: true }), undefined);
  });

  it('takes a SHA-256 as tools print it, and nothing else', () => {
    for (const text of [SCAN, SCAN.toUpperCase(), ` sha256: ${SCAN}`, SCAN.replace(/(.{8})/g, '$1 ')])
      assert.equal(scanOf(text), SCAN);
    for (const text of ['', 'x'.repeat(64), `${SCAN}0`, `${SCAN}  file.pdf`])
      assert.equal(scanOf(text), undefined);
  });

  it('counts from noon of its day, and never from a moment to come', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        (moment) => {
          const now = at(moment.toISOString());
          const today = dateAt(now, ZONE);
          const from = countedFrom(today, now, ZONE);
          assert.ok(from <= now);
          assert.equal(dateAt(from, ZONE), today);
        },
      ),
    );
    assert.equal(countedFrom(day('2026-11-04'), FACTS.now, ZONE), '2026-11-04T17:00:00.000Z');
  });

  it('has a number in its id', () => {
    assert.equal(paperNumber(paperId(obligationOf('Ada').id, 12)), 12);
    assert.equal(paperNumber(undefined), 0);
    assert.equal(paperNumber('2026.x.correction.3'), 0);
  });
});
