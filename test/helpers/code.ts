import { loadCode } from '../../src/content/code/loadCode.ts';
import type { CodeVersion } from '../../src/domain/code.ts';
import type { Sha256 } from '../../src/domain/ids.ts';

/** The Code that comes with the programme. */
export const code: CodeVersion = loadCode();

/** Another version of it, by its hash only. */
export const earlierCode: CodeVersion = { ...code, label: '0', hash: '0ld'.padEnd(64, '0') as Sha256 };
