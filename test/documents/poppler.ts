import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';

const there = spawnSync('pdftotext', ['-v']).error === undefined;

/** Another implementation than ours reads the file. Skips the test, with a line, where poppler is not installed. */
export function needsPoppler(test: Context): void {
  if (there) return;
  if (process.env.REQUIRE_POPPLER) throw new Error('poppler-utils is not installed.');
  process.stdout.write('      (skipped: `apt-get install poppler-utils` lets it run)\n');
  test.skip();
}

function poppler<T>(pdf: Uint8Array, use: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return stdout;
}

/** What somebody reads, page after page, white space made one space. */
export function textOf(pdf: Uint8Array): string {
  return poppler(pdf, (file) => run('pdftotext', [file, '-']).replace(/[\s\f]+/g, ' '));
}

/** One line of `pdffonts` for each face. */
export function fontsOf(pdf: Uint8Array): readonly { name: string; embedded: boolean; subset: boolean }[] {
  const lines = poppler(pdf, (file) => run('pdffonts', [file]))
    .trim()
    .split('\n')
    .slice(2);
  return lines.map((line) => {
    const [, name = '', embedded, subset] =
      /^(\S+)\s.*\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.exec(line) ?? [];
    return { name, embedded: embedded === 'yes', subset: subset === 'yes' };
  });
}

/** The files inside the file, by name. */
export function attachmentsOf(pdf: Uint8Array): ReadonlyMap<string, Buffer> {
  return poppler(pdf, (file, folder) => {
    const list = run('pdfdetach', ['-list', file]);
    const names = [...list.matchAll(/^\d+: (.+)$/gm)].map(([, name = '']) => name);
    return new Map(
      names.map((name, n) => {
        const to = join(folder, String(n));
        run('pdfdetach', ['-save', String(n + 1), '-o', to, file]);
        return [name, readFileSync(to)];
      }),
    );
  });
}

/** The text of each page. */
export function pagesOf(pdf: Uint8Array): readonly string[] {
  const text = poppler(pdf, (file) => run('pdftotext', [file, '-']));
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ' '));
}
