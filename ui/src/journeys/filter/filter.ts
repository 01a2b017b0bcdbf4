/** Which interactions a view is about, as the address says it, so that a view is a link. */
import type { By, Filter } from '../ask';

const DAY = 86_400_000;

/** By what a view is narrowed, each under a name of its own in the address. */
export const NARROWINGS = [
  { by: 'channel', key: 'channels', label: 'Channel' },
  { by: 'touchpoint', key: 'touchpoints', label: 'Touchpoint' },
  { by: 'department', key: 'departments', label: 'Department' },
  { by: 'team', key: 'teams', label: 'Team' },
  { by: 'location', key: 'locations', label: 'Location' },
  { by: 'name', key: 'names', label: 'What happened' },
] as const satisfies readonly { by: By; key: keyof Filter; label: string }[];

/** What is typed: what of an interaction or a person, and the values of which it is one. */
export type Condition = { what: string; values: string[] };

/** What a view is narrowed by that is typed, each under a name of its own in the address. */
export const TYPED = [
  { part: 'property', label: 'Property', what: 'Path', hint: 'Names of fields with dots between them, such as plan.kind' },
  { part: 'fact', label: 'Fact of the person', what: 'Fact', hint: 'Its newest value counts, such as that of tariff' },
] as const;

/** Spans of time that end now; whatever else is said is from one day until another. */
export const SPANS = [
  { value: '', label: 'All time' },
  { value: '30d', label: 'Last 30 days' },
  { value: '90d', label: 'Last 90 days' },
  { value: '365d', label: 'Last 12 months' },
] as const;

/** Before the names of a second filter, with which the first is compared. */
export const OTHER = 'b.';

const PARTS = ['time', 'all', 'side', ...NARROWINGS.map(({ by }) => by), ...TYPED.map(({ part }) => part)] as const;

/** What of the address stays from view to view. */
export const CARRIED: readonly string[] = [...PARTS, 'by'];

/** The names of a filter in the address. */
export const namesOf = (prefix = ''): readonly string[] => PARTS.map((part) => prefix + part);

const NONE = '(none)';

/** Several names in one value. */
export const packed = (names: readonly string[]): string =>
  names.map((name) => (name === '' ? NONE : name.replaceAll('%', '%25').replaceAll('~', '%7E'))).join('~');

export const unpacked = (text: string | null): string[] =>
  text === null || text === '' ? [] : text.split('~').map((name) => (name === NONE ? '' : name.replaceAll('%7E', '~').replaceAll('%25', '%')));

/** Several conditions in one value: each is packed, and all of them once more. */
export const packedConditions = (conditions: readonly Condition[]): string => packed(conditions.map(({ what, values }) => packed([what, ...values])));

/** What is no condition, as an address may have it, is left out. */
export const unpackedConditions = (text: string | null): Condition[] =>
  unpacked(text)
    .map((one) => unpacked(one))
    .flatMap(([what = '', ...values]) => (what === '' || values.length === 0 ? [] : [{ what, values }]));

export const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The two days of a span that is said in days, both within it; either may be open. */
export function daysOf(time: string): { from: string; until: string } | undefined {
  if (!time.includes('..')) return undefined;
  const [from = '', until = ''] = time.split('..');
  return { from: isDay(from) ? from : '', until: isDay(until) ? until : '' };
}

/** From when until when a span goes, in milliseconds; days are those of UTC, like the periods of the functions. */
export function between(time: string, now: number): { from: number | undefined; until: number | undefined } {
  const days = daysOf(time);
  if (days) {
    const [from, until] = [days.from === '' ? undefined : Date.parse(days.from), days.until === '' ? undefined : Date.parse(days.until) + DAY];
    // Two days the wrong way round are taken the right way.
    if (from !== undefined && until !== undefined && from >= until) return { from: until - DAY, until: from + DAY };
    return { from, until };
  }
  const back = Number(/^(\d{1,4})d$/.exec(time)?.[1] ?? 0);
  return back === 0 ? { from: undefined, until: undefined } : { from: Math.floor(now / DAY) * DAY - (back - 1) * DAY, until: undefined };
}

/** The span of the same length before one; of all time there is none. */
export function before(time: string, now: number): string | undefined {
  const { from, until } = between(time, now);
  if (from === undefined) return undefined;
  const length = (until ?? Math.floor(now / DAY) * DAY + DAY) - from;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return `${day(from - length)}..${day(from - DAY)}`;
}

/** What an address asks for; contacts only, unless it says otherwise. */
export function filterOf(query: URLSearchParams, now: number, prefix = ''): Filter {
  const { from, until } = between(query.get(`${prefix}time`) ?? '', now);
  const wire = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  const names = Object.fromEntries(NARROWINGS.map(({ by, key }) => [key, unpacked(query.get(prefix + by))])) as Record<(typeof NARROWINGS)[number]['key'], string[]>;
  return {
    ...names,
    from: wire(from),
    until: wire(until),
    properties: unpackedConditions(query.get(`${prefix}property`)).map(({ what, values }) => ({ path: what, any_of: values })),
    facts: unpackedConditions(query.get(`${prefix}fact`)).map(({ what, values }) => ({ name: what, any_of: values })),
    contacts: query.get(`${prefix}all`) !== 'yes',
    side: query.get(`${prefix}side`) === 'employee' ? 'employee' : 'customer',
  };
}

/** In how many ways a filter of the address narrows. */
export const narrowed = (query: URLSearchParams, prefix = ''): number => namesOf(prefix).filter((name) => (query.get(name) ?? '') !== '').length;
