import { parseArgs } from 'node:util';
import { verifyTexts as t } from '../content/en/verify.ts';
import { CannotBeChecked, findings } from './findings.ts';
import { clean } from './signature.ts';
import { verifyFile } from './verifyFile.ts';

/** 0: in order; 1: something is wrong; 2: could not be checked. */
process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<0 | 1 | 2> {
  const asked = readArguments(args);
  if (!asked) {
    process.stderr.write(`${t.usage}\n`);
    return 2;
  }
  const { file, fingerprints, checkpoint } = asked;
  const found = findings(fingerprints);
  try {
    await verifyFile(file, found, { checkpoint });
  } catch (error) {
    // Whatever a hostile file makes fall over, it is not in order, and nobody is told that it is.
    const why = error instanceof CannotBeChecked ? error.message : (error as Error).name;
    process.stdout.write(`${[...found.lines(), t.unreadable(file, clean(why))].join('\n')}\n`);
    return found.wrongs() > 0 ? 1 : 2;
  }
  const wrong = found.wrongs();
  process.stdout.write(
    `${[...found.lines(), wrong > 0 ? t.notOk(file, wrong) : fingerprints.length > 0 ? t.ok(file) : t.okButKey(file)].join('\n')}\n`,
  );
  return wrong === 0 ? 0 : 1;
}

function readArguments(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { fingerprint: { type: 'string', multiple: true }, checkpoint: { type: 'string' } },
    });
    const [file, another] = positionals;
    if (file === undefined || another !== undefined) return undefined;
    return { file, fingerprints: values.fingerprint ?? [], checkpoint: values.checkpoint };
  } catch {
    return undefined;
  }
}
