import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { en } from '../../src/content/en/index.ts';
import { type CodeVersion, hashOf, passagesOf } from '../../src/domain/code.ts';
import type { CodeLibrary } from '../../src/domain/codeLibrary.ts';
import type { CalendarDate, PassageId } from '../../src/domain/ids.ts';
import { codePages } from '../../src/http/codePages.ts';
import { SHIPPED } from '../helpers/shipped.ts';
import { type Serving, serving } from './serving.ts';

const { library } = SHIPPED;
const { current } = library;
const EVIL = '<script>alert(1)</script>"\'&';

/** An amended version, a policy with unfriendly words, one that is not public, and a translation. */
const amended: CodeVersion = {
  ...current,
  label: '2',
  adoptedOn: '2026-12-01' as CalendarDate,
  sections: current.sections.map((section) => ({
    ...section,
    passages: section.passages.map((passage) => ({
      ...passage,
      text: passage.text.replace('Act with honesty', `Always act with ${EVIL} honesty`),
    })),
  })),
};
const policy: CodeVersion = {
  ...current,
  document: 'policy',
  label: EVIL.slice(0, 3),
  title: EVIL,
  company: EVIL,
  madePublic: EVIL,
  sections: [
    {
      id: 'p-1',
      title: EVIL,
      passages: [{ id: 'p-1-p1' as PassageId, kind: 'item', citation: EVIL, text: EVIL }],
    },
  ],
};
const all: CodeLibrary = {
  ...library,
  versions: [
    { ...amended, hash: hashOf(amended) },
    current,
    { ...policy, label: '1' },
    { ...policy, document: 'internal', label: '1', madePublic: '' },
  ],
  translations: [
    { document: current.document, label: '1', language: 'de', passages: { 'soc-1-p1': 'Dieser Kodex …' } },
  ],
};
const CODE = '/code/senior-officers-code';

describe('the pages of the Code', () => {
  let server: Serving;
  before(async () => {
    server = await serving({ routes: [codePages({ library: all, texts: en })] });
  });
  after(() => server.close());

  const get = async (path: string) => {
    const answer = await fetch(server.url + path, { redirect: 'manual' });
    return { answer, page: await answer.text() };
  };

  it('show a version whole, word for word, with an address for every section and passage', async () => {
    const { answer, page } = await get(`${CODE}/1`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
    const words = page
      .replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|<[^>]+>/gu, '')
      .replaceAll('&#39;', "'");
    for (const { id, text } of passagesOf(current)) {
      assert.ok(words.includes(text), id);
      assert.ok(page.includes(`id="${id}"`), id);
      assert.ok(page.includes(`href="#${id}"`), id);
    }
    for (const { id } of current.sections) assert.ok(page.includes(`<a href="#${id}">`));
    const ids = [...page.matchAll(/ id="([^"]+)"/gu)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('say what the version is: hash, dates, how it is made public, what answers to Item 406(b)', async () => {
    const { page } = await get(`${CODE}/1`);
    for (const fact of [
      current.hash,
      'Item 406(c)(3)',
      en.reading.page.notKnown,
      en.reading.page.current,
      '406(b)(5)',
    ])
      assert.ok(page.includes(fact), fact);
    const { page: other } = await get(`${CODE}/2`);
    assert.ok(other.includes('1 December 2026'));
    assert.ok(other.includes(en.reading.page.superseded('1')));
    assert.equal(other.includes('406(b)(5)'), false);
  });

  it('show an element of Item 406(b) that nothing answers to', async () => {
    const item406 = { ...library.item406, '406(b)(4)': { asks: 'Reporting', passages: [] } };
    const lacking = await serving({ routes: [codePages({ library: { ...all, item406 }, texts: en })] });
    const page = await (await fetch(`${lacking.url}${CODE}/1`)).text();
    await lacking.close();
    assert.ok(page.includes(`<strong>${en.reading.page.unmapped}</strong>`));
  });

  it('compare two versions, and find nothing between a version and itself', async () => {
    const { page } = await get(`${CODE}/2/changes-from/1`);
    assert.ok(page.includes('1 change.'));
    assert.match(page, /<ins>[^<]*<span[^>]*>[^<]*<\/span>Always act|<del>/u);
    const { page: same } = await get(`${CODE}/1/changes-from/1`);
    assert.ok(same.includes(en.reading.changes.none));
  });

  it('lead on from /code and from a document to the version that counts', async () => {
    for (const path of ['/code', CODE]) {
      const { answer } = await get(`${path}?theme=dark`);
      assert.equal(answer.status, 302);
      assert.equal(answer.headers.get('location'), `${CODE}/1?theme=dark`);
    }
    assert.equal((await get('/code/policy')).answer.headers.get('location'), '/code/policy/1');
  });

  it('follow the theme that Teams names, and no other word', async () => {
    assert.match((await get(`${CODE}/1?theme=contrast`)).page, /<html lang="en" data-theme="contrast">/);
    assert.match((await get(`${CODE}/1?theme=%22%3E%3Cscript%3E`)).page, /<html lang="en">/);
  });

  it('show a courtesy translation as such, below the words that control', async () => {
    const { page } = await get(`${CODE}/1?lang=de`);
    assert.ok(page.includes('<span lang="de">Dieser Kodex …</span>'));
    assert.ok(page.includes(en.reading.page.translated('German')));
    assert.equal((await get(`${CODE}/1`)).page.includes('Dieser Kodex'), false);
  });

  it('escape every word that is not theirs, and load and run nothing but what they carry', async () => {
    for (const path of ['/code/policy/1', `${CODE}/2`, `${CODE}/2/changes-from/1`]) {
      const { answer, page } = await get(path);
      assert.equal(page.includes('<script>alert'), false, path);
      assert.ok(page.includes('&lt;script&gt;alert'), path);
      const policyOf = answer.headers.get('content-security-policy') ?? '';
      assert.match(policyOf, /default-src 'none'/);
      assert.doesNotMatch(policyOf, /unsafe|\*;/);
      for (const [, , content] of page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/gu)) {
        const hash = createHash('sha256')
          .update(content ?? '')
          .digest('base64');
        assert.ok(policyOf.includes(`'sha256-${hash}'`), path);
      }
      assert.doesNotMatch(page, /\s(?:style|on\w+)="|<link|<img|src="|http-equiv|https?:\/\//u);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    }
  });

  it('are not there for what is not here, nor for a document that says no word of being public', async () => {
    for (const path of [
      `${CODE}/9`,
      '/code/nothing',
      '/code/nothing/1',
      '/code/internal',
      '/code/internal/1',
      `${CODE}/1/changes-from/9`,
      '/code/..%2f..%2fetc/1',
      '/code/%3Cscript%3E/1',
    ]) {
      const { answer, page } = await get(path);
      assert.equal(answer.status, 404, path);
      assert.equal(page.includes('<script>'), false, path);
    }
  });

  it('answer HEAD without a body, and are not taken by POST', async () => {
    const head = await fetch(`${server.url}${CODE}/1`, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.ok(Number(head.headers.get('content-length')) > 10_000);
    const posted = await fetch(`${server.url}${CODE}/1`, { method: 'POST' });
    assert.ok(posted.status >= 400);
    await posted.text();
  });
});
