/** What is asked of drivers, as the address says it. */
import type { components } from '../../api/schema';
import { words } from '../../format/names';
import type { Filter } from '../../journeys/ask';
import { called } from '../../journeys/called';
import { packed, unpacked } from '../../journeys/filter/filter';

type Schemas = components['schemas'];
export type Asked = Schemas['AskDrivers'];
export type Observed = Schemas['Observed'];
export type Source = Schemas['DriverOf'];

/** So many drivers can be asked for at once. */
export const MOST = 16;
/** So many touchpoints are offered to be drivers at most. */
export const TOUCHPOINTS = [0, 3, 5, 8] as const;

export const OBSERVED: readonly { value: Observed; label: string }[] = [
  { value: 'contacts', label: 'Contacts' },
  { value: 'channel_switches', label: 'Changes of channel' },
  { value: 'transfers', label: 'Transfers' },
  { value: 'asked_again', label: 'Asked again' },
  { value: 'waiting_days', label: 'Days of waiting' },
  { value: 'looked_for_help', label: 'Looked for help' },
];

/** How far back what happened counts: days, or the matter that the answer is about. */
export const BEFORE: readonly { value: string; label: string }[] = [
  { value: '7', label: '7 days before' },
  { value: '30', label: '30 days before' },
  { value: '90', label: '90 days before' },
  { value: 'matter', label: 'the matter it is about' },
];

export type Chosen = { ratings: string[]; observed: Observed[]; happened: string[]; touchpoints: number; before: string };

const NONE = '(nothing)';

/** What is chosen of a list: nothing said is the usual. */
function listed<T extends string>(text: string | null, usual: readonly T[]): T[] {
  if (text === null || text === '') return [...usual];
  return text === NONE ? [] : (unpacked(text) as T[]);
}

/** How a choice stands in the address; the usual one does not. */
export const written = (chosen: readonly string[], usual: readonly string[]): string | undefined =>
  chosen.length === usual.length && chosen.every((each) => usual.includes(each)) ? undefined : chosen.length === 0 ? NONE : packed(chosen);

/** What is looked at unless the address says otherwise: what people rated, and where they rate nothing, what was observed. */
export const usualOf = (rated: readonly string[]): Pick<Chosen, 'ratings' | 'observed'> => ({ ratings: rated.slice(0, MOST), observed: rated.length > 0 ? [] : OBSERVED.map(({ value }) => value) });

/** What the address asks for, of what answers of the scale rate. */
export function chosenOf(query: URLSearchParams, rated: readonly string[]): Chosen {
  const usual = usualOf(rated);
  const touchpoints = Number(query.get('met') ?? 0);
  return {
    ratings: listed(query.get('rated'), usual.ratings).filter((path) => rated.includes(path)),
    observed: listed(query.get('observed'), usual.observed).filter((each) => OBSERVED.some(({ value }) => value === each)),
    happened: unpacked(query.get('happened')),
    touchpoints: TOUCHPOINTS.find((each) => each === touchpoints) ?? 0,
    before: BEFORE.find(({ value }) => value === query.get('before'))?.value ?? '30',
  };
}

export const howMany = ({ ratings, observed, happened, touchpoints }: Chosen): number => ratings.length + observed.length + happened.length + touchpoints;

export const askedOf = (kind: string, filter: Filter, { ratings, observed, happened, touchpoints, before }: Chosen): Asked => ({
  kind,
  filter,
  ratings,
  observed,
  events: happened.map((name) => ({ name, names: [name], touchpoints: [], properties: [] })),
  touchpoints,
  days: before === 'matter' ? null : Number(before),
  episode: before === 'matter',
});

/** A driver as people read it. */
export function driverName(source: Source, name: string): string {
  if (source === 'observed') return OBSERVED.find(({ value }) => value === name)?.label ?? words(name);
  if (source === 'touchpoint') return called('touchpoint', name);
  // A rating is called by the last part of its path, which is often written "Rate_Price".
  return source === 'rating' ? words((name.split('.').pop() ?? name).replace(/^(rate|rating)_/i, '')) : name;
}
