/** A way to begin with: the most frequent one of several steps. */
import { api, ask } from '../../api/client';
import type { By, Filter } from '../ask';

/** So many of the most frequent ways are looked at. */
const LOOKED_AT = 64;

/** Its steps, of so many at most. Nothing where nobody has an interaction that the filter lets through. */
export async function mostFrequent(by: By, filter: Filter, atMost: number): Promise<string[] | undefined> {
  const shape = { after: null, before: null, last: false, collapse: true, starts: null, ends: null, at_most: atMost };
  const { paths } = await ask(api.POST('/api/v1/journeys/paths', { body: { by, filter, shape, limit: LOOKED_AT } }));
  return (paths.find(({ steps }) => steps.length > 2) ?? paths.find(({ steps }) => steps.length > 1) ?? paths[0])?.steps;
}
