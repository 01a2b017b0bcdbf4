/** Figures of scores as people read them: with their interval and how many answers they are of. */
import type { components } from '../../api/schema';
import { locale } from '../../format/locale';
import { words } from '../../format/names';
import { count, NO_DATA } from '../../format/numbers';

type Schemas = components['schemas'];
export type Score = Schemas['WireScore'];
export type Apart = Schemas['WireApart'];
export type Measure = Schemas['Measure'];
export type Period = Schemas['ScorePeriod'];
export type GroupBy = Schemas['GroupBy'];
export type Kind = Schemas['WireScoreKind'];

const NAMES: Record<string, string> = { nps: 'NPS', csat: 'CSAT', ces: 'CES', stars: 'Stars', rating: 'Ratings', satisfaction: 'Satisfaction' };
/** The ends of scales. */
const SCALES: Record<string, readonly [number, number]> = { nps: [0, 10], ces: [1, 7] };

export const kindName = (kind: string): string => NAMES[kind] ?? words(kind);
export const scaleOf = (kind: string): readonly [number, number] => SCALES[kind] ?? [1, 5];

export const MEASURES: Record<Measure, string> = { net_promoter: 'Net promoter score', top_two: 'Share of the two highest', mean: 'Mean' };
/** By which figures a scale can be summed up; the usual one first. */
export function measuresOf(kind: string): readonly Measure[] {
  if (kind === 'nps') return ['net_promoter', 'mean'];
  return kind === 'csat' || kind === 'satisfaction' ? ['top_two', 'mean'] : ['mean', 'top_two'];
}
export const measureOf = (kind: string, text: string | null): Measure => measuresOf(kind).find((measure) => measure === text) ?? measuresOf(kind)[0] ?? 'mean';

export const PERIODS: readonly { value: Period; label: string }[] = [
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
  { value: 'day', label: 'Day' },
];
export const periodOf = (text: string | null): Period => PERIODS.find(({ value }) => value === text)?.value ?? 'month';

const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const mean = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
/** What rounds to nothing has no sign. */
const FORMATS: Record<Measure, (value: number) => string> = { net_promoter: (value) => points.format(Math.round(value) || 0), mean: (value) => mean.format(value), top_two: (value) => share.format(value) };

export const formatOf = (measure: Measure): ((value: number) => string) => FORMATS[measure];
export const figureOf = ({ value }: Pick<Score, 'value'>, measure: Measure): string => (value == null ? NO_DATA : FORMATS[measure](value));

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
/** "38 to 55"; what has no interval has a dash. */
export function rangeOf({ low, high }: Pick<Score, 'low' | 'high'>, measure: Measure): string {
  const format = measure === 'net_promoter' ? (value: number) => whole.format(Math.round(value) || 0) : FORMATS[measure];
  return low == null || high == null ? NO_DATA : `${format(low)} to ${format(high)}`;
}

/** "38 to 55, n = 393". */
export const certaintyOf = (score: Score, measure: Measure): string => (score.of === 0 ? 'no answers' : `${rangeOf(score, measure)}, n = ${count(score.of)}`);

/** "+46 (38 to 55, n = 393)". */
export const inFullOf = (score: Score, measure: Measure): string => `${figureOf(score, measure)} (${certaintyOf(score, measure)})`;

/** Between which values a figure of a scale can lie at all. */
export function boundsOf(kind: string, measure: Measure): readonly [number, number] {
  if (measure === 'net_promoter') return [-100, 100];
  return measure === 'top_two' ? [0, 1] : scaleOf(kind);
}

/** How much of its bounds a picture shows at least: small differences are not to look large. */
const LEAST = 0.2;

/** Between which values a picture of figures reaches: all that is said of them, and never beyond what can be. */
export function reachOf(scores: readonly Score[], [least, most]: readonly [number, number]): readonly [number, number] {
  const ends = scores.flatMap(({ value, low, high }) => (value == null ? [] : [low ?? value, high ?? value]));
  if (ends.length === 0) return [least, most];
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max((to - from) * 0.08, ((most - least) * LEAST - (to - from)) / 2);
  return [Math.max(least, from - room), Math.min(most, to + room)];
}

/** The same along a line: what goes through it, and the dots beside it; the intervals of dots may go beyond the picture. */
export function reachOfLine(scores: readonly Score[], bounds: readonly [number, number]): readonly [number, number] {
  if (!scores.some(({ line }) => line)) return reachOf(scores, bounds);
  return reachOf(scores.map((score) => (score.line ? score : { ...score, low: score.value ?? null, high: score.value ?? null })), bounds);
}

/** Differences are told from chance where fewer than one in twenty of those said to be so would be none. */
const FALSE = 0.05;
/** Fewer answers than this on a side, and nothing is said of a difference. */
const TOLD = 10;

export type Tone = 'better' | 'worse' | 'unsure';

/** What a difference of a group to all others is, when it can be told from chance among all that are looked at. */
export function toneOf(difference: Apart | null | undefined, answers: number): Tone {
  if (difference == null || difference.q >= FALSE || answers < TOLD) return 'unsure';
  return difference.value > 0 ? 'better' : 'worse';
}

/** When a period that begins then ends: UTC, like the periods of the server. */
export function endOf(from: string, period: Period): string {
  const end = new Date(from);
  if (period === 'month') end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCDate(end.getUTCDate() + (period === 'week' ? 7 : 1));
  return end.toISOString();
}

const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
/** What a period is called: "Mar 2026", or the day on which it begins. */
export const periodName = (from: string, period: Period): string => (period === 'month' ? month : day).format(new Date(from));

const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
/** The same where there is little room: "5 Jan". */
export const periodTick = (from: string, period: Period): string => (period === 'month' ? month : short).format(new Date(from));
