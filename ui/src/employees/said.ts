/** Scores and states as people read them. */
import { locale } from '../format/locale';
import { count, NO_DATA } from '../format/numbers';
import type { Measure, Score, Status } from './types';

const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const mean = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const correlation = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' });

/** How a figure is written by its measure. */
export const formatOf = (measure: Measure | null | undefined): ((value: number) => string) => {
  const format = measure === 'net_promoter' ? points : measure === 'top_two' ? share : mean;
  return (value) => format.format(value);
};

type Figure = Pick<Score, 'of' | 'value' | 'low' | 'high'>;

/** "+46"; a dash where there is none. */
export const figure = (score: Figure | null | undefined, measure: Measure | null | undefined): string =>
  score?.value == null ? NO_DATA : formatOf(measure)(score.value);

/** "38 to 55, n = 393"; nothing where there is no figure. */
export function around(score: Figure | null | undefined, measure: Measure | null | undefined): string {
  if (score?.value == null) return '';
  const format = formatOf(measure);
  const range = score.low == null || score.high == null ? '' : `${format(score.low)} to ${format(score.high)}, `;
  return `${range}n = ${count(score.of)}`;
}

export const rounded = (value: number): string => correlation.format(value);

type Said = { said: string; tone: 'plain' | 'accent' | 'good' | 'warn' };

const NOTES: Record<Status, Said> = {
  open: { said: 'Open', tone: 'warn' },
  under_way: { said: 'Being mended', tone: 'accent' },
  done: { said: 'Mended', tone: 'good' },
  will_not: { said: 'Stays as it is', tone: 'plain' },
};

const NEEDS: Record<Status, Said> = {
  open: { said: 'Open', tone: 'warn' },
  under_way: { said: 'On its way', tone: 'accent' },
  done: { said: 'There', tone: 'good' },
  will_not: { said: 'Will not be', tone: 'plain' },
};

export type Of = 'note' | 'need';
export const STATES = ['open', 'under_way', 'done', 'will_not'] as const satisfies readonly Status[];
export const stateOf = (of: Of, status: Status): Said => (of === 'note' ? NOTES : NEEDS)[status];

/** Who did something, as people read it: without the kind of actor. */
export const who = (actor: string | null | undefined): string => (actor ?? '').replace(/^(user|key):/, '');
