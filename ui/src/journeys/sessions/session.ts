/** Sessions as they are shown: after how long a silence one ends, and how many of those that begin with a name go on. */
import type { components } from '../../api/schema';
import type { Ratio, Spread } from '../ask';
import { FEW, type Order } from '../repeats/ranked';

export type Sessions = components['schemas']['WireSessions'];
export type Beginning = { name: string; ratio: Ratio; length: Spread; duration: Spread };

const MINUTE = 60_000;
const LENGTHS = { '5m': 5 * MINUTE, '30m': 30 * MINUTE, '2h': 120 * MINUTE, '12h': 720 * MINUTE, '24h': 1440 * MINUTE } as const;
type Gap = keyof typeof LENGTHS;

export const GAPS: readonly { value: Gap; label: string }[] = [
  { value: '5m', label: '5 minutes' },
  { value: '30m', label: '30 minutes' },
  { value: '2h', label: '2 hours' },
  { value: '12h', label: '12 hours' },
  { value: '24h', label: '24 hours' },
];

/** What an address says; 30 minutes unless it says one of them. */
export const gapOf = (text: string | null): Gap => GAPS.find(({ value }) => value === text)?.value ?? '30m';
export const lengthOf = (gap: Gap): number => LENGTHS[gap];

/** The share that is not of a single interaction: the other side of the same ratio, with the same interval. */
export function several(single: Ratio): Ratio {
  const other = (share: number | null | undefined) => (share == null ? null : 1 - share);
  return { hits: single.of - single.hits, of: single.of, people: single.people, share: other(single.share), low: other(single.high), high: other(single.low) };
}

/** By what sessions begin with: the most sessions first, or the largest share that goes on with those of few at the end. */
export function beginnings({ items }: Sessions, order: Order): Beginning[] {
  const rows = items.map(({ name, single, length, duration }) => ({ name, ratio: several(single), length, duration }));
  if (order === 'much') return rows.sort((a, b) => b.ratio.of - a.ratio.of);
  const few = ({ ratio }: Beginning) => Number(ratio.of < FEW);
  return rows.sort((a, b) => few(a) - few(b) || (b.ratio.share ?? 0) - (a.ratio.share ?? 0));
}
