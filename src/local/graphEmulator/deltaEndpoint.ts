import { badRequest, type GraphAnswer, unsupported } from './answers.ts';
import { changedEntries, everyEntry } from './deltaEntries.ts';
import { type DeltaState, deltaStateOf, deltaToken } from './deltaToken.ts';
import type { Ask, Emulation, Endpoint } from './emulation.ts';
import { onlyOptions } from './query.ts';
import { selectedProperties } from './wireUser.ts';

/** `GET /users/delta`: everybody in pages, then a link that gives what changed since. */
export const usersDelta: Endpoint = (emulation, ask) => {
  onlyOptions(ask.query, ['select', 'filter', 'deltatoken', 'skiptoken']);
  const state = stateOf(emulation, ask);
  const pageSize = Math.min(pageSizeOf(ask), emulation.largestPage);
  const minimal = /\breturn=minimal\b/.test(ask.headers.prefer ?? '');
  const entries =
    state.after === null
      ? everyEntry(emulation.organisation, state, pageSize)
      : changedEntries(emulation.organisation, { ...state, after: state.after }, { pageSize, minimal });
  return page(emulation, state, entries);
};

function page(
  emulation: Emulation,
  state: DeltaState,
  { value, position, last }: { value: unknown[]; position: number; last: boolean },
): GraphAnswer {
  const link = `${emulation.root}/users/delta`;
  const issuedAt = emulation.now();
  const onwards = last
    ? {
        '@odata.deltaLink': `${link}?$deltatoken=${deltaToken({ ...state, after: state.upTo, position: 0, issuedAt })}`,
      }
    : { '@odata.nextLink': `${link}?$skiptoken=${deltaToken({ ...state, position, issuedAt })}` };
  const select = state.select === undefined ? '' : `(${state.select})`;
  return {
    status: 200,
    body: { '@odata.context': `${emulation.root}/$metadata#users${select}`, ...onwards, value },
  };
}

function stateOf({ organisation, now, root }: Emulation, { query }: Ask): DeltaState {
  const [skip, delta] = [query.get('skiptoken'), query.get('deltatoken')];
  const at = {
    generation: organisation.generation(),
    sequence: organisation.sequence(),
    now: now(),
    link: `${root}/users/delta`,
  };
  if (skip) return deltaStateOf(skip, at);
  if (delta && delta !== 'latest') {
    // The round that a delta link begins ends with what has happened by now.
    return { ...deltaStateOf(delta, at), upTo: at.sequence, position: 0 };
  }
  const select = query.get('select');
  selectedProperties(select);
  const ids = idsOf(query.get('filter'));
  return {
    generation: at.generation,
    ...(select !== undefined && { select }),
    ...(ids && { ids }),
    after: delta === 'latest' ? at.sequence : null,
    upTo: at.sequence,
    position: 0,
    issuedAt: at.now,
  };
}

/** A delta query filters by id and by nothing else, at most fifty of them. */
function idsOf(filter: string | undefined): string[] | undefined {
  if (filter === undefined) return undefined;
  const ids = filter.split(/\s+or\s+/i).map((clause) => /^\s*id\s+eq\s+'([^']+)'\s*$/i.exec(clause)?.[1]);
  if (ids.some((id) => id === undefined)) {
    throw unsupported('The specified filter is not supported for delta queries; only id eq is.');
  }
  if (ids.length > 50) throw badRequest('A delta query can filter by at most 50 ids.');
  return ids.filter((id) => id !== undefined);
}

function pageSizeOf(ask: Ask): number {
  const asked = /\bodata\.maxpagesize=(\d+)/i.exec(ask.headers.prefer ?? '')?.[1];
  return asked === undefined ? 200 : Math.min(Math.max(Number(asked), 1), 999);
}
