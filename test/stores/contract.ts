import type { Stores } from '../../src/usecases/ports.ts';
import { certificatesContract } from './certificates.ts';
import { obligationListsContract } from './obligationLists.ts';
import { obligationsContract } from './obligations.ts';
import { peopleContract } from './people.ts';
import { programmeContract } from './programme.ts';

export type ContractOptions = {
  /** Stores with nothing in them. */
  readonly open: () => Promise<Stores>;
  /** How many random populations the lists are compared on. */
  readonly runs: number;
};

/** What both stores promise. Run inside a `describe`. */
export function storeContract({ open, runs }: ContractOptions): void {
  let stores: Stores;
  beforeEach(async () => {
    stores = await open();
  });
  afterEach(() => stores.close());

  it('answers a ping', () => stores.ping());
  describe('people', () => peopleContract(() => stores.people));
  describe('obligations', () => obligationsContract(() => stores.obligations));
  describe('lists of obligations', () => obligationListsContract(() => stores.obligations, { runs }));
  describe('certificates', () => certificatesContract(() => stores.certificates));
  describe('programme documents', () => programmeContract(() => stores.programme));
}
