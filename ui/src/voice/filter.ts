/** Which answers a view is about: the filter of journeys, for what customers say, whatever kind of interaction it is. */
import type { Filter } from '../journeys/ask';
import { CARRIED as OF_JOURNEYS, filterOf, NARROWINGS, TYPED } from '../journeys/filter/filter';

/** What of the address stays from view to view: the filter, and which scale is looked at. */
export const CARRIED: readonly string[] = [...OF_JOURNEYS.filter((part) => part !== 'by' && part !== 'side' && part !== 'all'), 'kind'];

export const answersOf = (query: URLSearchParams, now: number, prefix = ''): Filter => ({ ...filterOf(query, now, prefix), contacts: false, side: 'customer' });

/** Whether more than the time narrows. */
export const isNarrowed = (query: URLSearchParams): boolean => [...NARROWINGS.map(({ by }) => by), ...TYPED.map(({ part }) => part)].some((part) => (query.get(part) ?? '') !== '');

const later = (one: string | null | undefined, other: string): string => (one != null && one > other ? one : other);
const earlier = (one: string | null | undefined, other: string): string => (one != null && one < other ? one : other);

/** A filter within a span of time besides its own. */
export const within = (filter: Filter, from: string, until: string): Filter => ({ ...filter, from: later(filter.from, from), until: earlier(filter.until, until) });
