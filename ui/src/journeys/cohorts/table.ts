/** The table of cohorts: when each began, how many they were, and how many are back. */
import type { components } from '../../api/schema';
import { dayWithYear } from '../../format/dates';
import { locale } from '../../format/locale';
import type { Share } from '../ask';

export type Cohorts = components['schemas']['WireCohorts'];
export type Period = components['schemas']['WirePeriod'];

export const PERIODS: readonly { value: Period; label: string }[] = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
];
export const periodOf = (text: string | null): Period => PERIODS.find(({ value }) => value === text)?.value ?? 'week';

const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** What a period is called: its first day, or its month. */
export const begins = (at: string, period: Period): string => (period === 'month' ? month.format(new Date(at)) : dayWithYear(at));

/** A cell: those of a cohort who are back so many periods later. `open`: that period is not over. */
export type Cell = { cohort: number; later: number; share: Share; open: boolean };

/** All cells but those of the beginning itself, where everybody is. */
export function cellsOf({ cohorts }: Cohorts): Cell[] {
  const last = Math.max(-1, ...cohorts.map(({ period, back }) => period + back.length - 1));
  return cohorts.flatMap(({ period, back }) => back.slice(1).map((share, at) => ({ cohort: period, later: at + 1, share, open: period + at + 1 === last })));
}

/** How strong the colour of a cell is, 0 to 1: the largest share of the table has all of it. */
export const strength = (share: number | null | undefined, largest: number): number => (share == null || largest === 0 ? 0 : Math.sqrt(share / largest));
