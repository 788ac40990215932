import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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

  const at = (file: string) => join(folder, 'vocabulary', file);
  const problems = () => {
    try {
      loadVocabulary(code, pathToFileURL(`${folder}/`));
    } catch (error) {
      assert.ok(error instanceof ContentUnusable);
      return error.problems;
    }
    return assert.fail('it was loaded');
  };
  const problemsAfter = (file: string, change: (content: Record<string, never>) => unknown) => {
    writeFileSync(at(file), JSON.stringify(change(JSON.parse(readFileSync(at(file), 'utf8')))));
    return problems();
  };

  it('is refused when a passage is left out, or one is described that is not there', () => {
    renameSync(at('asked/soc-1-p1.txt'), at('asked/soc-9-p9.txt'));
    const found = problemsAfter('passages.json', ({ 'soc-1-p1': first, ...others }) => ({
      ...others,
      'soc-9-p9': first,
    }));
    assert.ok(found.includes('passages.json: nothing is said about passage "soc-1-p1"'));
    assert.ok(found.includes('passages.json: the Code has no passage "soc-9-p9"'));
  });

  it('is refused when one phrasing stands under two subjects', () => {
    appendFileSync(at('asked/pay.txt'), 'who are the senior officers\n');
    assert.deepEqual(problems(), ['"who are the senior officers" stands under both "soc-1-p4" and "pay"']);
  });

  it('is refused when a phrase has no word in it', () => {
    const found = problemsAfter('same-meaning.json', (content) => ({ ...content, empty: ['?!'] }));
    assert.deepEqual(found, ['empty.0: must contain a word']);
  });

  it('is refused when a file of phrasings is empty, has a line without a word, or belongs to nothing', () => {
    writeFileSync(at('asked/soc-1-p1.txt'), '\n  \n');
    appendFileSync(at('asked/pay.txt'), '?!\n');
    writeFileSync(at('asked/lunch.txt'), 'what is for lunch\n');
    assert.deepEqual(problems(), [
      'asked/soc-1-p1.txt: must hold at least one phrasing, one a line',
      'asked/pay.txt, "?!": must contain a word',
      'asked/lunch.txt: belongs to no passage and no topic',
    ]);
  });

  it('is refused when a file of phrasings is missing, which is named', () => {
    rmSync(at('asked/told.txt'));
    assert.throws(
      () => loadVocabulary(code, pathToFileURL(`${folder}/`)),
      (error) => error instanceof ContentUnusable && error.message.includes(at('asked/told.txt')),
    );
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
