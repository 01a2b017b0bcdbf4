/** Shares and times of journeys as people read them, with what is not certain about them. */
import { locale } from '../format/locale';
import { NO_DATA, percent } from '../format/numbers';
import type { Ratio, Share, Spread } from './ask';

const share = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const points = (digits: number) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero' });

type WithInterval = Pick<Share | Ratio, 'share' | 'low' | 'high'>;

export const shareOf = ({ hits, of }: Pick<Share, 'hits' | 'of'>): string => percent(hits, of);

/** "63.1 % to 65.0 %"; what has no interval has a dash. */
export const interval = ({ low, high }: WithInterval): string => (low == null || high == null ? NO_DATA : `${share.format(low)} to ${share.format(high)}`);

/** "+3.1 points (1.0 to 5.2)": a difference of two shares, to as many digits as tell its interval from nothing. */
export function difference({ value, low, high }: { value: number; low: number; high: number }): string {
  const said = points(high - low < 0.02 ? 2 : 1);
  return `${said.format(value * 100)} points (${said.format(low * 100)} to ${said.format(high * 100)})`;
}

const UNITS = [
  { unit: 'day', milliseconds: 86_400_000 },
  { unit: 'hour', milliseconds: 3_600_000 },
  { unit: 'minute', milliseconds: 60_000 },
  { unit: 'second', milliseconds: 1000 },
] as const;

const duration = (value: number, unit: string, unitDisplay: 'long' | 'narrow'): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);

/** "17.8 days", or "17.8d" where there is little room; the largest unit that leaves at least one. */
export function lasting(milliseconds: number | null | undefined, unitDisplay: 'long' | 'narrow' = 'long'): string {
  if (milliseconds == null) return NO_DATA;
  const found = UNITS.find((each) => milliseconds >= each.milliseconds * 0.95) ?? UNITS[UNITS.length - 1];
  return found ? duration(milliseconds / found.milliseconds, found.unit, unitDisplay) : NO_DATA;
}

/** "median 17.8 days (17.6 days to 18 days), nine of ten within 40 days". */
export function spread({ median, low, high, p90 }: Spread): string {
  const range = low == null || high == null ? '' : ` (${lasting(low)} to ${lasting(high)})`;
  return `median ${lasting(median)}${range}, nine of ten within ${lasting(p90)}`;
}

const mean = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

type Mean = { mean?: number | null | undefined; low?: number | null | undefined; high?: number | null | undefined };

/** "1.57". */
export const meanOf = (value: Mean): string => (value.mean == null ? NO_DATA : mean.format(value.mean));

/** "1.56 to 1.58": the interval of a mean; what has none has a dash. */
export const around = ({ low, high }: Mean, format: (value: number) => string = (each) => mean.format(each)): string =>
  low == null || high == null ? NO_DATA : `${format(low)} to ${format(high)}`;
