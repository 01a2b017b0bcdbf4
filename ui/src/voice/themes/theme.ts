/** Themes in words and in order. */
import type { components } from '../../api/schema';
import { count, percent } from '../../format/numbers';
import { kindName } from '../scores/score';

type Schemas = components['schemas'];
export type Themes = Schemas['WireThemes'];
export type Theme = Schemas['WireTheme'];
export type Run = Schemas['WireReadingRun'];
export type Period = Schemas['ThemePeriod'];
type Figures = Schemas['WireThemeFigures'];

export const PERIODS: readonly { value: Period; label: string }[] = [
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
];
export const periodOf = (text: string | null): Period => (text === 'month' ? 'month' : 'week');

/** Fewer texts are a dot, and no bar. */
export const FEW = 30;

type Order = 'most' | 'complaints' | 'score' | 'new';
export const orders = (kind: string): readonly { value: Order; label: string }[] => [
  { value: 'most', label: 'most texts first' },
  { value: 'complaints', label: 'most complaints first' },
  { value: 'score', label: `lowest ${kindName(kind)} first` },
  { value: 'new', label: 'newest first' },
];
export const orderOf = (text: string | null): Order => (text === 'complaints' || text === 'score' || text === 'new' ? text : 'most');

const LAST = Number.POSITIVE_INFINITY;
/** What a theme is ordered by, the least first; what was not measured comes last. */
const KEYS: Record<Order, (theme: Theme) => number> = {
  most: ({ share }) => -share.hits,
  // Of few texts, what is certain counts: one complaint is not all of them.
  complaints: ({ negative }) => (negative.low == null ? LAST : -negative.low),
  score: ({ score }) => score.value ?? LAST,
  new: ({ found_at }) => -Date.parse(found_at),
};

export const ordered = (themes: readonly Theme[], order: Order): Theme[] => [...themes].sort((a, b) => KEYS[order](a) - KEYS[order](b) || b.share.hits - a.share.hits || a.number - b.number);

/** "312 texts, 8.1% of all". */
export const sizeOf = ({ share }: Figures): string => `${count(share.hits)} ${share.hits === 1 ? 'text' : 'texts'}, ${percent(share.hits, share.of)} of all`;
/** "64% complain"; of what was not read nothing is known. */
export const complaintsOf = ({ negative }: Figures): string => (negative.of === 0 ? 'not read' : `${percent(negative.hits, negative.of)} complain`);

const STAGES: Record<string, string> = {
  gathering: 'texts are being gathered',
  learning: 'sentiment and categories are being learnt',
  finding: 'themes are being looked for',
  done: 'done',
  cancelled: 'stopped',
  failed: 'failed',
  broken_off: 'broken off, as the server ended',
};
export const stageName = (stage: string): string => STAGES[stage] ?? stage;
export const isRunning = ({ ended_at }: Pick<Run, 'ended_at'>): boolean => ended_at == null;

/** The places of periods from the first one with a text on: before that nobody wrote anything. */
export function sinceFirst({ texts }: Pick<Themes, 'texts'>): number[] {
  const first = texts.findIndex((amount) => amount > 0);
  return first < 0 ? [] : texts.map((_, place) => place).slice(first);
}

/** A line through amounts, in a room of so many pixels: the path, and where it ends. */
export function spark(amounts: readonly number[], width: number, height: number): { path: string; end: { x: number; y: number } } | undefined {
  if (amounts.length < 2) return undefined;
  const most = Math.max(1, ...amounts);
  const at = (amount: number, place: number) => ({ x: (place / (amounts.length - 1)) * width, y: height - (amount / most) * height });
  const points = amounts.map(at);
  const end = points[points.length - 1];
  return end && { path: points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(''), end };
}
