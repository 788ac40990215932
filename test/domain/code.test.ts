import assert from 'node:assert/strict';
import { loadItem406Mapping } from '../../src/content/code/loadCode.ts';
import { canonicalText, hashOf, passageById, passagesOf, unmappedElements } from '../../src/domain/code.ts';
import type { PassageId } from '../../src/domain/ids.ts';
import { code } from '../helpers/code.ts';

const [section, ...others] = code.sections;
assert.ok(section);
const withTitle = (title: string) => ({ ...code, sections: [{ ...section, title }, ...others] });

describe('a Code version', () => {
  it('is identified by its text: labels, dates and ids do not matter', () => {
    assert.equal(hashOf(code), code.hash);
    const relabelled = { ...code, label: '2', madePublic: 'elsewhere', language: 'de' };
    assert.equal(hashOf(relabelled), code.hash);
  });

  it('is the same in another layout, and another with another word', () => {
    assert.equal(hashOf(withTitle(`  ${section.title.replaceAll(' ', ' \n\t ')} `)), code.hash);
    assert.equal(hashOf(withTitle(section.title.normalize('NFD'))), code.hash);
    assert.notEqual(hashOf(withTitle(`${section.title}s`)), code.hash);
    assert.notEqual(hashOf({ ...code, sections: [...others, section] }), code.hash);
    assert.notEqual(hashOf({ ...code, company: 'Another' }), code.hash);
  });

  it('has its text in lines, in reading order', () => {
    const lines = canonicalText(code).split('\n');
    assert.deepEqual(lines.slice(0, 3), [code.company, code.title, section.title]);
    assert.equal(lines.length, 2 + code.sections.length + passagesOf(code).length);
  });

  it('finds a passage by its id', () => {
    for (const passage of passagesOf(code)) assert.equal(passageById(code, passage.id), passage);
    assert.equal(passageById(code, 'no-such-passage'), undefined);
  });

  it('has a passage for each element of Item 406(b), and says which are missing', () => {
    const mapping = loadItem406Mapping();
    assert.deepEqual(unmappedElements(code, mapping), []);
    const gone = { asks: 'x', passages: ['soc-9-p9' as PassageId] };
    assert.deepEqual(unmappedElements(code, { ...mapping, '406(b)(3)': gone }), ['406(b)(3)']);
  });
});
