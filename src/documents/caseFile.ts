import type { Texts } from '../content/en/index.ts';
import { ownerOf } from '../domain/actions.ts';
import { disclosureRef } from '../domain/certificate.ts';
import type { Instant, ObligationId, PersonId } from '../domain/ids.ts';
import type { FileMaker } from '../usecases/fileOffers.ts';
import type { HoldsRoleNow } from '../usecases/holdsRoleNow.ts';
import type { CertificateStore, PeopleStore } from '../usecases/ports.ts';
import { inOnePiece } from './fileMakers.ts';

type Deps = {
  readonly texts: Texts;
  readonly dates: { moment(at: Instant): string };
  readonly people: Pick<PeopleStore, 'get'>;
  readonly certificates: Pick<CertificateStore, 'getDisclosure'>;
  readonly holdsRoleNow: HoldsRoleNow;
  /** Told of each that is made: ids, no names and no text. */
  readonly opened: (facts: { readonly by: PersonId; readonly record: string }) => void;
};

/**
 * What somebody wrote who declined or disclosed an exception, as a text file for the Compliance Office alone (promise
 * 7), as the directory says at this moment who that is. It stands on no card: those are copied into archives.
 */
export function caseFile(deps: Deps): FileMaker<'case'> {
  return async (person, { record }) => {
    const obligation = /^(.+)\.(?:decline|exception)\.\d+$/.exec(record)?.[1];
    if (!obligation || !(await isCompliance(deps, person))) return undefined;
    const whose = ownerOf(obligation as ObligationId);
    const disclosure = await deps.certificates.getDisclosure(whose, record);
    if (!disclosure) return undefined;
    const name = (await deps.people.get(whose))?.value.person.displayName ?? whose;
    const t = deps.texts.cases.file;
    const { id, sha256 } = disclosureRef(disclosure);
    const text = [
      t.title,
      '',
      `${t.name}: ${name}`,
      `${t.what}: ${deps.texts.cases.kinds[disclosure.kind]}`,
      `${t.when}: ${deps.dates.moment(disclosure.at)}`,
      `${t.record}: ${id}`,
      `${t.hash}: ${sha256}`,
      '',
      disclosure.text,
      '',
    ].join('\r\n');
    // A mark at the beginning tells old editors that this is UTF-8.
    const bytes = new TextEncoder().encode(`\ufeff${text}`);
    return {
      name: t.fileName(id),
      mime: 'text/plain; charset=utf-8',
      size: bytes.length,
      async *bytes() {
        deps.opened({ by: person, record });
        yield* inOnePiece(bytes);
      },
    };
  };
}

async function isCompliance({ people, holdsRoleNow }: Deps, person: PersonId): Promise<boolean> {
  if (!(await people.get(person))?.value.roles.includes('compliance')) return false;
  return (await holdsRoleNow({ person, role: 'compliance' })).outcome === 'holds';
}
