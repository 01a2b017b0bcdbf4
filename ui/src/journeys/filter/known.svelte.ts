/** The names that interactions carry and the facts that are told, the most frequent first: what can be picked. Each list is read when it is wanted. */
import { api, ask } from '../../api/client';
import { Loaded } from '../../api/loaded.svelte';
import type { Filter, Kind } from '../ask';

export type Known = { name: string; count: number };

const lists = new Map<string, Loaded<Known[]>>();

async function read(by: Kind, side: string, signal: AbortSignal): Promise<Known[]> {
  if (by === 'fact') {
    const { items } = await ask(api.GET('/api/v1/journeys/facts', { params: { query: { side } }, signal }));
    return items.map(({ name, people }) => ({ name, count: people }));
  }
  const all: Filter = { channels: [], touchpoints: [], departments: [], teams: [], locations: [], names: [], properties: [], facts: [], contacts: false, from: null, until: null, side };
  // Whoever comes again within no time is nobody, but every name is there with how often it is.
  const { items } = await ask(api.POST('/api/v1/journeys/repeats', { body: { by, filter: all, within: 0 }, signal }));
  return items.map(({ name, same }) => ({ name, count: same.of }));
}

/** The names of a kind on one side of people. */
export function known(by: Kind, side = 'customer'): Loaded<Known[]> {
  const key = `${by} ${side}`;
  const list = lists.get(key) ?? new Loaded<Known[]>();
  lists.set(key, list);
  return list;
}

/** Reads them, if they are not there yet. */
export function wanted(by: Kind, side = 'customer'): void {
  const list = known(by, side);
  if (list.value === undefined && !list.busy) void list.run((signal) => read(by, side, signal));
}
