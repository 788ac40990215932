import type { CodeVersion } from '../../domain/code.ts';
import { versionWithHash } from '../../domain/codeLibrary.ts';
import type { Sha256 } from '../../domain/ids.ts';
import type { ObligationState } from '../../domain/obligation.ts';
import type { OnPaper } from '../../domain/paperCertificate.ts';
import type { Telling } from '../../usecases/noticeBox.ts';
import type { CardContext } from './context.ts';
import { plain } from './elements.ts';

/** `On paper, signed on 10 Nov 2026, recorded by Dana Whitfield on 24 Nov 2026`: wherever somebody's status is told. */
export function onPaperWords({ texts, dates }: CardContext, paper: OnPaper): string {
  const { signedOn, byName, recordedAt } = paper;
  return texts.paper.status(dates.short(signedOn), plain(byName), dates.day(recordedAt));
}

/** What an obligation was met with on paper; undefined where it was not. */
export function paperOf(state: ObligationState): OnPaper | undefined {
  return state.status === 'certified' ? state.onPaper : undefined;
}

/** A Code version as far as it is at hand. */
export function versionWords({ texts, library }: CardContext, hash: Sha256): string {
  const version: CodeVersion | undefined = versionWithHash(library, hash);
  const short = hash.slice(0, 16);
  if (!version) return texts.paper.notAtHand(short);
  return texts.paper.version(plain(version.title), plain(version.label), short);
}

/** Whether the person was told of a record. */
export function tellingWords({ texts, dates }: CardContext, telling: Telling): string {
  const t = texts.paper.telling;
  if ('told' in telling) return t.told(dates.moment(telling.told));
  return telling.because ? t.because(texts.words.unreachable[telling.because]) : t.waiting;
}

/** So that it can wrap on a narrow screen. */
export function inGroups(digits: string): string {
  return digits.replace(/(.{8})(?=.)/g, '$1 ');
}

/** `1.2 MB`, as file managers say it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
