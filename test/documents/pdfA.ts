import assert from 'node:assert/strict';

/**
 * What ISO 19005-3 (PDF/A-3, level A) asks of a file's structure, as far as it can be seen without a validator: there
 * is none to be had in npm or Debian. Our writer keeps objects in plain sight, so they can be read as text.
 */
export function assertPdfA(pdf: Uint8Array, facts: { title: string; language: string }): void {
  const text = Buffer.from(pdf).toString('latin1');
  assert.match(text, /^%PDF-1\.7\n%[\x80-\xff]{4}/, 'a header, with bytes that mark it as binary');
  assert.doesNotMatch(text, /\/Encrypt\b/, 'no encryption');
  assert.doesNotMatch(text, /\/(JavaScript|JS|Launch|RichMedia|Movie|Sound|XFA)\b/, 'no programs, no media');
  assert.doesNotMatch(text, /\/(SMask|CA|ca|BM)\b/, 'no transparency');
  assert.doesNotMatch(text, /\/S \/Transparency/, 'no transparency groups');
  assert.match(text, /\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/, 'a file identifier');

  const catalog = /\/Type \/Catalog[\s\S]*?endobj/.exec(text)?.[0] ?? '';
  assert.match(catalog, /\/MarkInfo \d+ 0 R/);
  assert.match(text, /\/Marked true/, 'it says that it is tagged');
  assert.match(catalog, /\/StructTreeRoot \d+ 0 R/);
  assert.match(catalog, new RegExp(`/Lang \\(${facts.language}\\)`));
  assert.match(catalog, /\/Metadata \d+ 0 R/);
  const intent = /\/OutputIntents \[(\d+) 0 R\]/.exec(catalog)?.[1];
  assert.ok(intent, 'an output intent');
  assert.match(objectOf(text, intent), /\/S \/GTS_PDFA1[\s\S]*\/DestOutputProfile \d+ 0 R/);

  const xmp = Buffer.from(
    /<\?xpacket begin[\s\S]*?<\?xpacket end="w"\?>/.exec(text)?.[0] ?? '',
    'latin1',
  ).toString();
  assert.match(xmp, /<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A<\/pdfaid:conformance>/);
  assert.ok(xmp.includes(facts.title), 'the title is in the metadata');
  const body = xmp.replaceAll(/<\/?[\w:]+(\s+[\w:]+="[^"<]*")*\s*\/?>|<\?[^>]*\?>/g, '');
  assert.doesNotMatch(body, /[<&]/, 'the metadata is well-formed XML');

  const fonts = [...text.matchAll(/\/Type \/FontDescriptor[\s\S]*?endobj/g)];
  assert.ok(fonts.length > 0);
  for (const [font] of fonts) assert.match(font, /\/FontFile[23] \d+ 0 R/, 'every face is embedded');
  assert.doesNotMatch(text, /\/Subtype \/Type1\b/, 'nothing relies on a face the reader has');
  for (const [file] of text.matchAll(/\/Type \/Filespec[\s\S]*?endobj/g)) {
    assert.match(file, /\/AFRelationship \/(Source|Data|Supplement)/);
    assert.match(file, /\/UF \(/);
  }
}

function objectOf(text: string, number: string): string {
  return new RegExp(`(?:^|\\n)${number} 0 obj[\\s\\S]*?endobj`).exec(text)?.[0] ?? '';
}
