import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadCode, loadItem406Mapping, seniorOfficersCode } from '../../src/content/code/loadCode.ts';
import { ContentUnusable } from '../../src/content/code/readContent.ts';
import { hashOf, passagesOf, unmappedElements } from '../../src/domain/code.ts';

const code = loadCode();
const source = readFileSync(new URL('source.txt', seniorOfficersCode), 'utf8');
/** What is left when page layout is disregarded: no white space, no bullets, headings in any case. */
const bare = (text: string) => text.replace(/[\s•]/gu, '').toLowerCase();

describe('the Senior Officers Code', () => {
  it('says word for word what its source says, from the first word to the last', () => {
    const text = [
      code.company,
      code.title,
      ...code.sections.flatMap(({ title, passages }) => [title, ...passages.map(({ text }) => text)]),
    ];
    assert.equal(bare(text.join(' ')), bare(source));
  });

  it('keeps the spelling and the quotation marks of its source in every passage', () => {
    const exact = source.replace(/[\s•]/gu, '');
    for (const { id, text } of passagesOf(code)) assert.ok(exact.includes(text.replace(/\s/gu, '')), id);
  });

  it('has three sections, ten principles, and a place for every passage', () => {
    assert.deepEqual(
      code.sections.map(({ title }) => title),
      ['Introductory Note', 'The Senior Officers Code', 'Certifications to Audit Committee'],
    );
    const principles = passagesOf(code).filter(({ kind }) => kind === 'principle');
    assert.equal(principles.length, 10);
    assert.equal(principles[4]?.citation, 'Senior Officers Code, The Senior Officers Code, 5th principle');
    assert.equal(principles[4]?.id, 'soc-2-principle-05');
    const places = passagesOf(code).map(({ citation }) => citation);
    assert.equal(new Set(places).size, places.length);
  });

  it('is identified by the hash of its text', () => {
    assert.equal(code.hash, hashOf(code));
    assert.equal(code.hash, '6c808e2c9f33da55d1cb1bf50a5adc0963ce5c5d811ca2ad5e3558da5350e7e4');
  });

  it('answers to every element of Item 406(b)', () => {
    assert.deepEqual(unmappedElements(code, loadItem406Mapping()), []);
  });
});

describe('a broken Code', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'code-'));
    cpSync(new URL('code.json', seniorOfficersCode), join(folder, 'code.json'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const load = () => loadCode(pathToFileURL(`${folder}/`));
  const write = (change: (content: string) => string) => {
    const file = join(folder, 'code.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  const problems = () => {
    try {
      load();
    } catch (error) {
      assert.ok(error instanceof ContentUnusable);
      assert.ok(error.message.startsWith(error.file));
      return error.problems;
    }
    return assert.fail('it was loaded');
  };

  it('is loaded as long as it is whole', () => assert.equal(load().hash, code.hash));

  it('is refused with every problem and where it is', () => {
    write((content) =>
      content
        .replace('"kind": "paragraph"', '"kind": "chapter"')
        .replace('"company": "Aleris International, Inc."', '"company": ""')
        .replace('All employees covered', 'All  employees covered'),
    );
    const found = problems();
    assert.equal(found.length, 3);
    assert.ok(found.some((problem) => problem.startsWith('company: ')));
    assert.ok(found.some((problem) => problem.startsWith('sections.0.passages.0.kind: ')));
    assert.ok(found.some((problem) => problem.startsWith('sections.1.passages.1.text: must be one line')));
  });

  it('may not use an id twice, nor cite another section', () => {
    write((content) => content.replace('"soc-1-p2"', '"soc-1-p1"').replace('Note, 3rd', 'Remark, 3rd'));
    const found = problems();
    assert.ok(found.includes('id "soc-1-p1" is used more than once'));
    assert.ok(found.some((problem) => problem.startsWith('citation of "soc-1-p3"')));
  });

  it('is refused when it is not JSON, or is not there', () => {
    write((content) => content.slice(1));
    assert.match(problems().join(), /JSON/u);
    rmSync(join(folder, 'code.json'));
    assert.match(problems().join(), /ENOENT/u);
  });
});
