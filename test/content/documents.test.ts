import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Problem } from '../../src/config.ts';
import { seniorOfficersCode } from '../../src/content/code/loadCode.ts';
import { loadContent, problemsOfLibrary } from '../../src/content/code/loadContent.ts';
import type { Documents } from '../../src/content/documents/documents.ts';
import { loadDocuments } from '../../src/content/documents/loadDocuments.ts';
import { furtherDocumentTexts } from '../../src/content/en/furtherDocuments.ts';
import { hashOf, passagesOf } from '../../src/domain/code.ts';

const certified = { document: 'senior-officers-code', version: '1' };

describe('a folder of further documents', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'documents-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (file: string, content: string | Uint8Array) => writeFileSync(join(folder, file), content);
  const load = () => loadDocuments(folder, 'Example, Inc.');
  const loaded = (): Documents => {
    const found = load();
    assert.ok('further' in found, JSON.stringify(found));
    return found;
  };
  const problems = (): readonly Problem[] => {
    const found = load();
    assert.ok(!('further' in found), 'it was loaded');
    return found;
  };
  const only = () => {
    const [document, ...more] = loaded().further;
    assert.ok(document && more.length === 0);
    return document;
  };

  it('is read from Markdown: sections, paragraphs and items, each with an id and a citation', () => {
    put(
      'travel-policy.md',
      '# Travel Policy\n\n## Trains & planes\n\nTake the *train* where you [can](https://x.example).\n\n- First class\n  needs consent.\n- No\n\n### Abroad\n\nAsk &amp; wait.\n',
    );
    const { code } = only();
    assert.equal(code.title, 'Travel Policy');
    assert.equal(code.company, 'Example, Inc.');
    assert.deepEqual(
      passagesOf(code).map(({ id, kind, citation, text }) => [id, kind, citation, text]),
      [
        [
          'tp-trains-planes-p1',
          'paragraph',
          'Travel Policy, Trains & planes, 1st paragraph',
          'Take the train where you can.',
        ],
        [
          'tp-trains-planes-i1',
          'item',
          'Travel Policy, Trains & planes, 1st item',
          'First class needs consent.',
        ],
        ['tp-trains-planes-i2', 'item', 'Travel Policy, Trains & planes, 2nd item', 'No'],
        [
          'tp-trains-planes-abroad-p1',
          'paragraph',
          'Travel Policy, Trains & planes: Abroad, 1st paragraph',
          'Ask & wait.',
        ],
      ],
    );
    assert.equal(code.hash, hashOf(code));
  });

  it('is read from plain text as a word processor saves it', () => {
    put(
      'policy.txt',
      'TRAVEL POLICY\r\n\r\nPreliminary words that are\r\nwrapped, non-\r\nnegotiable.\r\n\r\n1. Trains\r\n\r\n• one\r\n• two\r\n  goes on\r\n\r\nPage 2 of 9\r\n\r\nA last sentence.\r\n',
    );
    const { code, unplaced } = only();
    assert.deepEqual(
      passagesOf(code).map(({ citation, text }) => [citation, text]),
      [
        ['TRAVEL POLICY, Introduction, 1st paragraph', 'Preliminary words that are wrapped, non-negotiable.'],
        ['TRAVEL POLICY, 1. Trains, 1st item', 'one'],
        ['TRAVEL POLICY, 1. Trains, 2nd item', 'two goes on'],
        ['TRAVEL POLICY, 1. Trains, 1st paragraph', 'A last sentence.'],
      ],
    );
    assert.deepEqual(unplaced, [{ line: 13, what: 'page-number' }]);
  });

  it('keeps its ids when another section is edited', () => {
    const write = (first: string) => put('p.md', `# P\n\n## One\n\n${first}\n\n## Two\n\nStays.\n`);
    write('a');
    const before = passagesOf(only().code).at(-1);
    write('a\n\nb\n\nc');
    assert.deepEqual(passagesOf(only().code).at(-1), before);
  });

  it('says what it understood, and what it left out and where', () => {
    put(
      'a.md',
      '---\ntitle: A\nversion: 3\n---\n# A\n\n## Empty\n\n## Full\n\nText ![chart](c.png)\n\n<div>x</div>\n',
    );
    assert.equal(
      furtherDocumentTexts.understood(only()),
      'a.md: A, version 3: 1 section, 1 passage. Left out: heading with nothing under it in line 7, image in line 11, HTML in line 13.',
    );
  });

  it('takes facts about a document from its beginning', () => {
    put(
      'a.md',
      '---\ntitle: The A\nshortTitle: A\ncompany: Other, Ltd.\nversion: 2026-1\nlanguage: de\nadoptedOn: 2026-01-02\neffectiveOn: 2026-02-01\nmadePublic: On the web.\nprecedence: 7\nid: xy\n---\nText.',
    );
    const { code, precedence } = only();
    const { hash: _, sections, ...facts } = code;
    assert.deepEqual(facts, {
      company: 'Other, Ltd.',
      title: 'The A',
      document: 'a',
      label: '2026-1',
      shortTitle: 'A',
      language: 'de',
      adoptedOn: '2026-01-02',
      effectiveOn: '2026-02-01',
      madePublic: 'On the web.',
    });
    assert.equal(sections[0]?.passages[0]?.id, 'xy-introduction-p1');
    assert.equal(precedence, 7);
  });

  it('is refused with every file and what is wrong with it', () => {
    put('empty.md', '');
    put('binary.txt', new Uint8Array([0xff, 0xfe, 0, 1]));
    put('policy.pdf', '%PDF-1.7');
    put('facts.md', '---\ncolour: red\nadoptedOn: yesterday\n---\nText.');
    put('lonely.vocabulary.json', '{"passages":{}}');
    put('facts.vocabulary.json', '{"passages":{"facts-introduction-p9":{"about":"x"}}}');
    put('facts.de.json', '{');
    put('.hidden', 'x');
    put('README.md', 'x');
    const said = problems().map(({ where, problem }) => `${where.slice(folder.length + 1)} ${problem}`);
    assert.deepEqual(said, [
      'binary.txt is not text',
      'empty.md holds no passage',
      'facts.md cannot be used: adoptedOn: a date such as 2026-11-02',
      'facts.md cannot be used: between the lines of ---: Unrecognized key: "colour"',
      'facts.de.json is not JSON',
      'facts.vocabulary.json names a passage "facts-introduction-p9" that facts does not have',
      'lonely.vocabulary.json belongs to no text',
      'policy.pdf is not read',
    ]);
    assert.ok(problems().every(({ expected }) => expected.length > 0));
  });

  it('is refused when it is not there, holds a name twice, or ids that clash', () => {
    put('a.md', 'Text.');
    put('a.txt', 'Text.');
    assert.match(
      problems()
        .map(({ problem }) => problem)
        .join(),
      /two texts of one name/,
    );
    rmSync(join(folder, 'a.txt'));
    put('bc.md', '---\nid: a\n---\nText.');
    assert.match(
      problems()
        .map(({ problem }) => problem)
        .join(),
      /id/,
    );
    put('bc.md', '---\nid: aa\n---\nText.');
    put('cc.md', '---\nid: aa\n---\nText.');
    assert.match(
      problems()
        .map(({ problem }) => problem)
        .join(),
      /ids of another document/,
    );
    const gone = loadDocuments(join(folder, 'gone'), '');
    assert.ok(!('further' in gone) && /ENOENT/.test(gone[0]?.problem ?? ''));
  });

  it('holds whatever text somebody drops without failing: any text is passages or a problem', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('x.md', 'x.txt'),
        (text, file) => {
          put(file, text);
          const found = load();
          rmSync(join(folder, file));
          if (!('further' in found)) return;
          const ids = found.further.flatMap(({ code }) => passagesOf(code).map(({ id }) => id));
          assert.equal(new Set(ids).size, ids.length);
          for (const id of ids) assert.match(id, /^[\w.-]{1,60}$/);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('may hold more versions of the Code, which stand side by side with the one that is certified', () => {
    const source = readFileSync(new URL('code.json', seniorOfficersCode), 'utf8');
    mkdirSync(join(folder, 'senior-officers-code', '2'), { recursive: true });
    const amended = source
      .replace('"label": "1"', '"label": "2",\n  "adoptedOn": "2026-12-01"')
      .replace('Act with honesty', 'Act always with honesty');
    put('senior-officers-code/2/code.json', amended);
    const { library } = loadContent(certified, loaded());
    assert.deepEqual(
      library.versions.map(({ label, adoptedOn }) => [label, adoptedOn]),
      [
        ['2', '2026-12-01'],
        ['1', undefined],
      ],
    );
    assert.equal(library.current.label, '1');
    assert.deepEqual(problemsOfLibrary(library, folder), []);
    assert.throws(() => loadContent({ ...certified, version: '2' }, loaded()), /vocabulary|item-406/);
    for (const part of ['item-406.json', 'vocabulary'])
      cpSync(new URL(part, seniorOfficersCode), join(folder, 'senior-officers-code', '2', part), {
        recursive: true,
      });
    assert.equal(loadContent({ ...certified, version: '2' }, loaded()).library.current.label, '2');
    put('senior-officers-code/2/code.json', amended.replace('"label": "2"', '"label": "3"'));
    assert.match(problems()[0]?.problem ?? '', /another document or version/);
  });

  it('may hold courtesy translations, of passages that are there', () => {
    put('senior-officers-code.de.json', '{"version":"1","passages":{"soc-1-p1":"Deutsch","soc-9-p9":"x"}}');
    put('other.fr.json', '{"version":"1","passages":{}}');
    const { library } = loadContent(certified, loaded());
    assert.deepEqual(
      problemsOfLibrary(library, folder).map(({ problem }) => problem),
      ['translates version 1 of other, which is not here', 'translates "soc-9-p9"'],
    );
  });
});
