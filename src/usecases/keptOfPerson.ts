import { isCovered } from '../domain/coverage.ts';
import { digestOf } from '../domain/digest.ts';
import type { Instant, PersonId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import { type Erasable, isMinimised, type KeptOfPerson, lastEventOf } from '../domain/retention.ts';
import type { PersonRecord, Stores } from './ports.ts';

type Deps = Pick<Stores, 'people' | 'obligations' | 'certificates'>;

/** Texts of one kind somebody may have disclosed about one obligation; `sealDisclosure` numbers them without gaps. */
const MOST_TEXTS = 20;

/**
 * Everything that is kept of one person, in the order in which it would be erased. Some four store calls, and two or
 * three for each obligation.
 */
export async function keptOfPerson(deps: Deps, personId: PersonId): Promise<KeptOfPerson> {
  const [person, obligations, certificates, records] = await Promise.all([
    deps.people.get(personId),
    deps.obligations.ofPerson(personId),
    deps.certificates.ofPerson(personId),
    deps.certificates.recordsOf(personId),
  ]);
  const owed = obligations.map(({ value }) => value);
  const items: Erasable[] = [];
  for (const { obligation } of owed) items.push(...(await disclosuresOf(deps, obligation)));
  for (const kind of ['correction', 'paper-certificate'] as const)
    for (const { record, sha256 } of records)
      if (record.type === kind) items.push({ kind, id: record.id, sha256 });
  for (const { certificate, sha256 } of certificates)
    items.push({ kind: 'certificate', id: certificate.id, sha256 });
  for (const record of owed)
    if (!isMinimised(record))
      items.push({ kind: 'obligation', id: record.obligation.id, sha256: digestOf(record) });
  if (person && isGone(person.value))
    items.push({ kind: 'person', id: personId, sha256: digestOf(person.value) });
  const lastAt = latest([
    ...certificates.map(({ certificate }) => certificate.signedAt),
    ...owed.map(({ obligation }) => lastEventOf(obligation)),
    ...(person?.value.removed ? [person.value.removed.at] : []),
  ]);
  return {
    personId,
    active: person !== undefined && !person.value.removed && isCovered(person.value.coverage),
    cycles: [
      ...new Set([
        ...owed.map(({ obligation }) => obligation.cycle),
        ...certificates.map(({ certificate }) => certificate.obligation.cycle),
      ]),
    ],
    ...(lastAt && { lastAt }),
    items,
  };
}

/** Who is still in the directory stays in our picture of it, which is read from there. */
function isGone({ removed }: PersonRecord): boolean {
  return removed !== undefined;
}

async function disclosuresOf(
  { certificates }: Pick<Deps, 'certificates'>,
  { id, personId }: Obligation,
): Promise<readonly Erasable[]> {
  const found: Erasable[] = [];
  for (const kind of ['exception', 'decline'] as const)
    for (let number = 1; number <= MOST_TEXTS; number += 1) {
      const disclosure = await certificates.getDisclosure(personId, `${id}.${kind}.${number}`);
      if (!disclosure) break;
      found.push({ kind: 'disclosure', id: disclosure.id, sha256: digestOf(disclosure) });
    }
  // The last first: an erasure that is cut short leaves no gap behind which one would be overlooked.
  return found.reverse();
}

function latest(instants: readonly Instant[]): Instant | undefined {
  return instants.toSorted().at(-1);
}
