/** How often each score was given, and what a score makes of who gave it. */
import { scaleOf } from './score';

export type Given = { score: number; count: number };

type Group = { name: string; tone: 'good' | 'bad' | 'between' };

/** Promoters, passives and detractors; other scales have none. */
export function groupOf(kind: string, score: number): Group | undefined {
  if (kind !== 'nps') return undefined;
  if (score >= 9) return { name: 'promoters', tone: 'good' };
  return score >= 7 ? { name: 'passives', tone: 'between' } : { name: 'detractors', tone: 'bad' };
}

/** A bar for every score of the scale: what nobody gave stands there with nothing. What lies between whole ones has one of its own. */
export function whole(kind: string, counts: readonly Given[]): Given[] {
  const [lowest, highest] = scaleOf(kind);
  const all = new Map(Array.from({ length: highest - lowest + 1 }, (_, at) => [lowest + at, 0]));
  for (const { score, count } of counts) all.set(score, (all.get(score) ?? 0) + count);
  return [...all].map(([score, count]) => ({ score, count })).sort((a, b) => a.score - b.score);
}
