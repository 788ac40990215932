import type { CodeVersion, Item406Mapping } from './code.ts';
import type { Sha256 } from './ids.ts';

/** A courtesy translation of passages of one version. The text in the version's own language controls. */
export type Translation = {
  readonly document: string;
  readonly label: string;
  /** Such as `de`. */
  readonly language: string;
  readonly passages: Readonly<Record<string, string>>;
};

/** Everything there is to read: the Code in all its versions, further documents, translations. */
export type CodeLibrary = {
  /** The version that is certified now. */
  readonly current: CodeVersion;
  /** All versions of all documents, the current one among them; of one document newest first. */
  readonly versions: readonly CodeVersion[];
  readonly translations: readonly Translation[];
  /** Which passages of the current version answer to which element of Item 406(b). */
  readonly item406: Item406Mapping;
};

/** A version by its document and label. */
export function versionOf(
  { versions }: Pick<CodeLibrary, 'versions'>,
  document: string,
  label: string,
): CodeVersion | undefined {
  return versions.find((version) => version.document === document && version.label === label);
}

/** The version that a certificate names by the hash of its text. */
export function versionWithHash(
  { versions }: Pick<CodeLibrary, 'versions'>,
  hash: Sha256,
): CodeVersion | undefined {
  return versions.find((version) => version.hash === hash);
}

/** Whether its page is served to anybody: it says how it is made public. */
export function isPublic({ madePublic }: Pick<CodeVersion, 'madePublic'>): boolean {
  return madePublic !== '';
}

/** Where the service shows a version, from the root of its address. */
export function pathOf({ document, label }: Pick<CodeVersion, 'document' | 'label'>): string {
  return `/code/${encodeURIComponent(document)}/${encodeURIComponent(label)}`;
}

/** Of one document all versions but this one, newest first. */
export function otherVersions(
  { versions }: Pick<CodeLibrary, 'versions'>,
  { document, label }: Pick<CodeVersion, 'document' | 'label'>,
): readonly CodeVersion[] {
  return versions.filter((version) => version.document === document && version.label !== label);
}

/** By effective date, then by adoption, then by label as people count: `10` after `9`. */
export function newestFirst(one: CodeVersion, other: CodeVersion): number {
  const day = ({ effectiveOn, adoptedOn }: CodeVersion) => effectiveOn ?? adoptedOn ?? '';
  return day(other).localeCompare(day(one)) || other.label.localeCompare(one.label, 'en', { numeric: true });
}

/** The courtesy translation of a passage for somebody who reads `locale`, such as `de-AT`. */
export function translationOf(
  { translations }: Pick<CodeLibrary, 'translations'>,
  quoted: { document: string; label: string; language: string; passage: { id: string } },
  locale: string | undefined,
): { readonly language: string; readonly text: string } | undefined {
  const wanted = locale?.toLowerCase() ?? '';
  if (wanted === '' || baseOf(wanted) === baseOf(quoted.language)) return undefined;
  const ofPassage = translations.filter(
    ({ document, label, passages }) =>
      document === quoted.document && label === quoted.label && Object.hasOwn(passages, quoted.passage.id),
  );
  const found =
    ofPassage.find(({ language }) => language.toLowerCase() === wanted) ??
    ofPassage.find(({ language }) => baseOf(language) === baseOf(wanted));
  const text = found?.passages[quoted.passage.id];
  return found && text !== undefined ? { language: found.language, text } : undefined;
}

const baseOf = (language: string) => language.toLowerCase().split('-')[0];
