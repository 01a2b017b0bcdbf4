/** Numbers as people read them. What was not measured is a dash, never a zero. */
import { locale } from './locale';

const whole = new Intl.NumberFormat(locale);
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

/** Less is not nothing, and must not look like it. */
const LEAST_SHARE = 0.001;

export const NO_DATA = '–';

export const count = (value: number | null | undefined): string => (value == null ? NO_DATA : whole.format(value));
export const short = (value: number | null | undefined): string => (value == null ? NO_DATA : compact.format(value));

/** A part of a whole as a percentage; of nothing there is no share. */
export function percent(part: number, of: number): string {
  if (of === 0) return NO_DATA;
  const small = part > 0 && part / of < LEAST_SHARE;
  return small ? `< ${share.format(LEAST_SHARE)}` : share.format(part / of);
}

/** "1 contact", "2 contacts". */
export const many = (value: number, one: string, more = `${one}s`): string => `${count(value)} ${value === 1 ? one : more}`;

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** "12 kB", "3.4 MB": the size of a file. */
export function bytes(value: number): string {
  let [size, unit] = [value / 1000, 0];
  while (size >= 1000 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: UNITS[unit] ?? 'kilobyte', maximumFractionDigits: size < 10 ? 1 : 0 }).format(size);
}
