/** What views of episodes are about: a time and a side of people, nothing else. */
import { filterOf } from '../filter/filter';

export type Episodes = { from?: string; until?: string; side?: string };

export function episodesOf(query: URLSearchParams, now: number): Episodes {
  const { from, until, side } = filterOf(query, now);
  return { ...(from === null ? {} : { from }), ...(until === null ? {} : { until }), ...(side === null ? {} : { side }) };
}
