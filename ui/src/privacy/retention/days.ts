/** How long something is kept, as people say it and as they set it. */
import { many } from '../../format/numbers';

const YEAR = 365;
const MONTH = 30;

/** The most days of a rule. */
export const MOST_DAYS = 36_525;

/** Whole years or months where they are whole, else days. */
export function howLong(days: number): string {
  if (days % YEAR === 0) return many(days / YEAR, 'year');
  return days % MONTH === 0 && days < YEAR ? many(days / MONTH, 'month') : many(days, 'day');
}

export const UNITS = { day: 1, month: MONTH, year: YEAR } as const;
export type Unit = keyof typeof UNITS;

/** Days out of a number and its unit; nothing where that is no rule. */
export function daysOf(number: string, unit: Unit): number | undefined {
  const days = Number(number.trim()) * UNITS[unit];
  return number.trim() !== '' && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? days : undefined;
}

/** The number and unit that say so many days in the fewest words. */
export function inUnits(days: number): { number: string; unit: Unit } {
  const unit: Unit = days % YEAR === 0 ? 'year' : days % MONTH === 0 && days < YEAR ? 'month' : 'day';
  return { number: String(days / UNITS[unit]), unit };
}
