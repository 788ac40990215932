import { inflateSync } from 'node:zlib';
import { CannotBeChecked } from './findings.ts';

const MOST_BYTES = 16 * 1024 * 1024;
/** A file specification of ours has some 200 characters, and a PDF three of them. */
const LONGEST_OBJECT = 2_000;
const MOST_FILES = 100;
/** Of one certificate there are at most so many. */
const CORRECTIONS = Array.from({ length: 20 }, (_, n) => `correction-${n + 1}.json` as const);
const NAMES = ['certificate.json', 'certificate.jws', 'inclusion-proof.json', ...CORRECTIONS] as const;
export type Attached = { readonly [name in (typeof NAMES)[number]]?: string };

/** The corrections among what is attached, in order. */
export function correctionsIn(attached: Attached): readonly string[] {
  return CORRECTIONS.flatMap((name) => attached[name] ?? []);
}

/**
 * The files attached to one of our PDFs (ISO 32000-1 7.11.4): file specifications whose embedded stream is plain or
 * deflated. A PDF that another program has written anew may hide them in object streams: then ask for the original.
 */
export function attachedTo(pdf: Buffer): Attached {
  const text = pdf.toString('latin1');
  const attached: { [name in (typeof NAMES)[number]]?: string } = {};
  let seen = 0;
  for (const { index } of text.matchAll(/\/Type\s{0,9}\/Filespec\b/g)) {
    seen += 1;
    if (seen > MOST_FILES) throw new CannotBeChecked('it has far more files attached than one of ours');
    const from = Math.max(0, index - LONGEST_OBJECT);
    const object = text.slice(from, index + LONGEST_OBJECT);
    const at = index - from;
    const body = object.slice(Math.max(0, object.lastIndexOf(' obj', at)), object.indexOf('endobj', at));
    const name = NAMES.find((each) => body.includes(`(${each})`));
    const number = /\/EF\s*<<[^>]*?\/F\s+(\d{1,9})\s+0\s+R/.exec(body)?.[1];
    if (!name || !number) continue;
    const found = streamOf(pdf, text, number);
    if (attached[name] !== undefined && attached[name] !== found)
      throw new CannotBeChecked(`it has two different files called ${name}`);
    attached[name] = found;
  }
  return attached;
}

function streamOf(pdf: Buffer, text: string, number: string): string {
  const begins = [...text.matchAll(new RegExp(`(?:^|[\\r\\n])${number} 0 obj\\b`, 'g'))];
  const [begin, another] = begins;
  if (!begin || another) throw new CannotBeChecked('a file attached to it is not there, or there twice');
  const head = text.slice(begin.index, begin.index + 2_000);
  const stream = /stream\r?\n/.exec(head);
  const length = /\/Length\s+(\d{1,9})\b(?!\s+\d+\s+R)/.exec(head)?.[1];
  if (!stream || !length) throw new CannotBeChecked('a file attached to it cannot be read');
  const from = begin.index + stream.index + stream[0].length;
  const bytes = pdf.subarray(from, from + Number(length));
  try {
    const plain = /\/Filter\s*\/FlateDecode\b/.test(head.slice(0, stream.index))
      ? inflateSync(bytes, { maxOutputLength: MOST_BYTES })
      : bytes;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
  } catch {
    throw new CannotBeChecked('a file attached to it cannot be read');
  }
}
