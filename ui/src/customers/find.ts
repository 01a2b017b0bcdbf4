/** Finding people: by any identifier in any form, by name or by words, as typed. */
import { api, ask } from '../api/client';
import type { Page, Person } from '../api/types';

/** Those who match, the best first; without a search those of the newest interactions. */
export function findPeople(q: string, limit: number, signal: AbortSignal): Promise<Page<Person>> {
  const query = { ...(q === '' ? {} : { q }), limit, facts: true };
  return ask(api.GET('/api/v1/people', { params: { query }, signal }));
}
