import type { PersonId } from '../domain/ids.ts';
import type { PaperCertificate } from '../domain/paperCertificate.ts';
import { type Correction, correctionsIn, type SealedRecord } from '../domain/signedRecord.ts';
import type { CertificateStore, PeopleStore } from './ports.ts';

/** A correction with who made it; without a name where the directory no longer has one. */
export type SignedCorrection = SealedRecord<Correction> & { readonly byName?: string };

/** What others recorded about somebody. */
export type MyRecords = {
  readonly papers: readonly SealedRecord<PaperCertificate>[];
  readonly corrections: readonly SignedCorrection[];
};

/** For the person themselves. One store call, and one for each who corrected something. */
export function myRecords(deps: {
  readonly people: Pick<PeopleStore, 'get'>;
  readonly certificates: CertificateStore;
}) {
  return async (personId: PersonId): Promise<MyRecords> => {
    const records = await deps.certificates.recordsOf(personId);
    const papers = records.flatMap((sealed) =>
      sealed.record.type === 'paper-certificate' ? [{ ...sealed, record: sealed.record }] : [],
    );
    const corrections = correctionsIn(records);
    const names = new Map<PersonId, string>();
    for (const by of new Set(corrections.map(({ record }) => record.by))) {
      const name = (await deps.people.get(by))?.value.person.displayName;
      if (name) names.set(by, name);
    }
    return {
      papers,
      corrections: corrections.map((sealed) => {
        const byName = names.get(sealed.record.by);
        return { ...sealed, ...(byName && { byName }) };
      }),
    };
  };
}

/** Of the records of each obligation's paper the one that counts, the newest obligation first. */
export function papersThatCount(
  papers: MyRecords['papers'],
): readonly { readonly counts: SealedRecord<PaperCertificate>; readonly earlier: number }[] {
  const byObligation = new Map<string, SealedRecord<PaperCertificate>[]>();
  for (const each of papers) {
    const { id } = each.record.obligation;
    byObligation.set(id, [...(byObligation.get(id) ?? []), each]);
  }
  return [...byObligation.values()]
    .flatMap((all) => {
      // A corrected one names the one before it: that nobody names is the last.
      const named = new Set(all.map(({ record }) => record.corrects?.id));
      const counts = all.find(({ record }) => !named.has(record.id));
      return counts ? [{ counts, earlier: all.length - 1 }] : [];
    })
    .sort((a, b) => (a.counts.record.at < b.counts.record.at ? 1 : -1));
}
