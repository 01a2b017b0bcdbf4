/** Drivers in words: where they stand, what they do, and what somebody had of them. */
import type { components } from '../../api/schema';
import { locale } from '../../format/locale';
import { driverName } from './asking';

type Schemas = components['schemas'];
export type Drivers = Schemas['WireDrivers'];
export type Driver = Schemas['WireDriver'];
export type Contrasts = Schemas['WirePenaltyReward'];
export type Contrast = Schemas['WireContrast'];
export type Estimate = Schemas['WireEstimate'];
export type Quadrant = Schemas['Quadrant'];
export type Class = Schemas['Class'];
type Tone = 'plain' | 'accent' | 'good' | 'bad' | 'warn';

export const QUADRANTS: Record<Quadrant, { name: string; tone: Tone; says: string }> = {
  concentrate: { name: 'concentrate here', tone: 'bad', says: 'important and poor' },
  keep_up: { name: 'keep it up', tone: 'good', says: 'important and good' },
  low_priority: { name: 'low priority', tone: 'plain', says: 'not important and poor' },
  overdone: { name: 'rather overdone', tone: 'plain', says: 'not important and good' },
};

export const CLASSES: Record<Class, { name: string; tone: Tone; says: string }> = {
  basic: { name: 'basic', tone: 'bad', says: 'hurts when it is poor, and hardly delights when it is good' },
  performance: { name: 'performance', tone: 'accent', says: 'hurts when it is poor and delights when it is good' },
  delight: { name: 'delight', tone: 'good', says: 'delights when it is good, and hardly hurts when it is poor' },
  hurts: { name: 'hurts', tone: 'bad', says: 'hurts when it happens' },
  indifferent: { name: 'indifferent', tone: 'plain', says: 'makes no difference worth the name' },
  unclear: { name: 'unclear', tone: 'plain', says: 'the answers do not tell' },
};

const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' });

export const shareOf = (value: number): string => share.format(value);
/** "73% (62% to 80%)". */
export const sharesOf = ({ value, low, high }: Estimate): string => `${share.format(value)} (${share.format(low)} to ${share.format(high)})`;
/** "-0.53 (-0.60 to -0.46)"; what was not measured is a dash. */
export const signedOf = (of: Estimate | null | undefined): string => (of == null ? '–' : `${signed.format(of.value)} (${two.format(of.low)} to ${two.format(of.high)})`);
export const pointsOf = (value: number): string => two.format(value);

/** By what a driver is beside others like it: ratings beside ratings, what happens beside what happens. */
export const isRating = ({ source }: Pick<Driver, 'source'>): boolean => source === 'rating';

/** The mean performance of ratings and of what happens: good is what lies above that of its like. */
export function usualPerformance(drivers: readonly Driver[]): { ratings: number | undefined; happenings: number | undefined } {
  const mean = (of: readonly Driver[]) => (of.length === 0 ? undefined : of.reduce((sum, { performance }) => sum + performance, 0) / of.length);
  return { ratings: mean(drivers.filter(isRating)), happenings: mean(drivers.filter((each) => !isRating(each))) };
}

/** One contact and one day of waiting are nothing out of the ordinary: more than this happened. */
const usual = (name: string): number => (name === 'contacts' || name === 'waiting_days' ? 1 : 0);

/** The least above a number that a driver can be: what is counted goes by ones, days by the smallest step there is. */
const above = (name: string): number => (name === 'waiting_days' ? 1 + Number.EPSILON : usual(name) + 1);

export type Side = 'poor' | 'good';

/** What somebody had of a driver on one of its sides. */
export function limitsOf({ source, name, lowest, highest }: Pick<Driver, 'source' | 'name' | 'lowest' | 'highest'>, side: Side): { at_least?: number; at_most?: number } {
  const third = (highest - lowest) / 3;
  if (source === 'rating') return side === 'poor' ? { at_most: lowest + third } : { at_least: highest - third };
  return side === 'poor' ? { at_least: above(name) } : { at_most: usual(name) };
}

/** What a side of a driver is called, of whom it is. */
export function sideName({ source, name }: Pick<Driver, 'source' | 'name'>, side: Side): string {
  const what = driverName(source, name);
  if (source === 'rating') return `${what}: rated ${side === 'poor' ? 'low' : 'high'}`;
  return side === 'poor' ? `${what}: it happened` : `${what}: it did not happen`;
}
