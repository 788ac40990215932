import type { CalendarDate, PersonId } from '../domain/ids.ts';
import type { PackWaiver } from '../domain/pack.ts';
import { dateAt } from '../domain/time.ts';
import {
  isWaiverRefusal,
  recordWaiver,
  stepWaiver,
  type Waiver,
  type WaiverFacts,
  type WaiverRefusal,
  type WaiverRules,
  type WaiverStatus,
  type WaiverStep,
  waiverReference,
  waiverStatus,
} from '../domain/waiver.ts';
import { StoreConflict } from './failures.ts';
import type { Clock, ProgrammeStore } from './ports.ts';

export type RegisteredWaiver = { readonly waiver: Waiver; readonly status: WaiverStatus };

export type WaiverRegister = {
  /** Everything in the register, the newest first. There are few: it is read whole. */
  list(): Promise<readonly RegisteredWaiver[]>;
  record(by: PersonId, facts: WaiverFacts): Promise<RegisteredWaiver | WaiverRefusal>;
  step(by: PersonId, number: number, step: WaiverStep): Promise<RegisteredWaiver | WaiverRefusal | undefined>;
};

type Deps = {
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly waiverRules: WaiverRules;
};

const PAGE = 200;
/** Numbers in ids, so that they sort: `000012`. */
const idOf = (number: number): string => String(number).padStart(6, '0');

/** The register of waivers and amendments (L4 to L6). What is recorded stays; what happens to it is added. */
export function waiverRegister(deps: Deps): WaiverRegister {
  const { programme, clock, timeZone, waiverRules } = deps;
  const today = (): CalendarDate => dateAt(clock(), timeZone);
  const standing = (waiver: Waiver): RegisteredWaiver => ({
    waiver,
    status: waiverStatus(waiver, today(), waiverRules),
  });
  const all = async (): Promise<Waiver[]> => {
    const found: Waiver[] = [];
    let after: string | undefined;
    do {
      const page = await programme.list('waiver', { limit: PAGE, ...(after !== undefined && { after }) });
      found.push(...page.items.map(({ value }) => value));
      after = page.next;
    } while (after !== undefined);
    return found;
  };
  return {
    list: async () => (await all()).reverse().map(standing),
    async record(person, facts) {
      for (let number = ((await all()).at(-1)?.number ?? 0) + 1; ; number += 1) {
        const made = recordWaiver(facts, { person, at: clock(), today: today(), number });
        if (isWaiverRefusal(made)) return made;
        // Somebody else may have taken the number at the same moment.
        if ((await programme.create('waiver', idOf(number), made)) === 'created') return standing(made);
      }
    },
    async step(person, number, step) {
      for (let attempt = 1; ; attempt += 1) {
        const found = await programme.get('waiver', idOf(number));
        if (!found) return undefined;
        const by = { person, at: clock(), today: today() };
        const value = stepWaiver(found.value, step, by, waiverRules);
        if (isWaiverRefusal(value)) return value;
        try {
          await programme.replace('waiver', idOf(number), { value, etag: found.etag });
          return standing(value);
        } catch (error) {
          if (!(error instanceof StoreConflict) || attempt >= 3) throw error;
        }
      }
    },
  };
}

/** The register as the Audit Committee's pack shows it: all of it, with each entry's state in words. */
export function packWaivers(
  register: Pick<WaiverRegister, 'list'>,
  wordsOf: (entry: RegisteredWaiver) => { what: string; state: string },
) {
  return async (): Promise<readonly PackWaiver[]> =>
    (await register.list()).map((entry) => ({
      reference: waiverReference(entry.waiver),
      on: entry.waiver.facts.on,
      ...wordsOf(entry),
    }));
}
