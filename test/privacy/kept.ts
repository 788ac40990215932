import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Nobody writes these by chance; each is looked for wherever something is kept. */
export const PHRASE = 'marmalade-umbrella-7319';

/** Every way in which a text may be written down: as it is, as UTF-16, as base64 or escaped. */
function formsOf(phrase: string): readonly Buffer[] {
  return [
    Buffer.from(phrase, 'utf8'),
    Buffer.from(phrase, 'utf16le'),
    Buffer.from(encodeURIComponent(phrase)),
    // Base64 of a text that holds the phrase depends on what stands before it: the middle of each alignment.
    ...[0, 1, 2].map((shift) =>
      Buffer.from(
        Buffer.from(`${' '.repeat(shift)}${phrase}`)
          .toString('base64')
          .slice(4, -4),
      ),
    ),
  ];
}

export function holds(content: string | Buffer, phrase: string): boolean {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  return formsOf(phrase).some((form) => bytes.includes(form));
}

/** Lines of an output that hold a phrase, cut short. */
export function linesHolding(output: string, phrase: string): readonly string[] {
  return output
    .split('\n')
    .filter((line) => holds(line, phrase))
    .map((line) => `${line.slice(0, 160)} ... ${line.slice(-160)}`);
}

/** Files below a folder that hold a phrase: the database with its log and its memory among them. */
export function filesHolding(folder: string, phrase: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  assert.ok(
    files.some((file) => file.endsWith('.sqlite')),
    'there is a database to look into',
  );
  return files.filter((file) => holds(readFileSync(file), phrase));
}

/** Tables of a database in which some value holds a phrase. */
export function tablesHolding(file: string, phrase: string): readonly string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables
      .map(({ name }) => String(name))
      .filter((name) => holds(JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all()), phrase));
  } finally {
    db.close();
  }
}
