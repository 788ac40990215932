import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadCode, seniorOfficersCode } from '../../src/content/code/loadCode.ts';
import { loadVocabulary } from '../../src/content/code/loadVocabulary.ts';
import { ContentUnusable } from '../../src/content/code/readContent.ts';
import { isEnglish } from '../../src/content/english.ts';
import { passagesOf } from '../../src/domain/code.ts';

const code = loadCode();

describe('the vocabulary of the Senior Officers Code', () => {
  it('knows every passage: what it is about, and ways to ask for it', () => {
    const { passages } = loadVocabulary(code);
    for (const { id } of passagesOf(code)) {
      assert.ok((passages[id]?.about.length ?? 0) > 20, id);
      assert.ok((passages[id]?.asked.length ?? 0) >= 20, id);
    }
  });

  it('names the channels and where to look when the Code is silent', () => {
    const { speakUp, notAddressed } = loadVocabulary(code);
    assert.deepEqual(speakUp.channels, ['soc-2-p3', 'soc-2-p4', 'soc-2-p5']);
    assert.equal(notAddressed.instead, 'soc-1-p2');
  });
});

describe('a broken vocabulary', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vocabulary-'));
    cpSync(new URL('vocabulary', seniorOfficersCode), join(folder, 'vocabulary'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const problemsAfter = (file: string, change: (content: Record<string, never>) => unknown) => {
    const path = join(folder, 'vocabulary', file);
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
    try {
      loadVocabulary(code, pathToFileURL(`${folder}/`));
    } catch (error) {
      assert.ok(error instanceof ContentUnusable);
      return error.problems;
    }
    return assert.fail('it was loaded');
  };

  it('is refused when a passage is left out, or one is described that is not there', () => {
    const found = problemsAfter('passages.json', ({ 'soc-1-p1': first, ...others }) => ({
      ...others,
      'soc-9-p9': first,
    }));
    assert.ok(found.includes('passages.json: nothing is said about passage "soc-1-p1"'));
    assert.ok(found.includes('passages.json: the Code has no passage "soc-9-p9"'));
  });

  it('is refused when one phrasing stands under two subjects', () => {
    const found = problemsAfter('not-addressed.json', ({ topics, ...others }) => ({
      ...others,
      topics: {
        ...(topics as unknown as object),
        extra: { about: 'Extra', asked: ['who are the senior officers'] },
      },
    }));
    assert.deepEqual(found, ['"who are the senior officers" stands under both "soc-1-p4" and "extra"']);
  });

  it('is refused when a phrase has no word in it', () => {
    const found = problemsAfter('same-meaning.json', (content) => ({ ...content, empty: ['?!'] }));
    assert.deepEqual(found, ['empty.0: must contain a word']);
  });
});

describe('English words', () => {
  it('are known with their endings and in British spelling', () => {
    for (const word of [
      'colleagues',
      'recognise',
      'recognised',
      'cancelled',
      'favour',
      'stopped',
      'copies',
      'honestly',
    ])
      assert.ok(isEnglish(word), word);
  });

  it('are not the words of other languages, nor nonsense', () => {
    for (const word of ['geschenke', 'unterschreibe', 'regalo', 'acheter', 'asdf'])
      assert.ok(!isEnglish(word), word);
  });
});
