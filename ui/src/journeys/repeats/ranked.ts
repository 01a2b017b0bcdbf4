/** Which names are shown, and in which order. */
import type { Ratio } from '../ask';

export type Repeated = { name: string; same: Ratio; any: Ratio };
export type Row = { name: string; ratio: Ratio };
export type Order = 'share' | 'much';

/** Fewer say too little for a bar: they are shown as a dot, and stand below the others where shares are compared. */
export const FEW = 30;

/** Shares by what they say: the largest first, those of few at the end; or by how much happened. */
export function ranked(items: readonly Repeated[], any: boolean, order: Order): Row[] {
  const rows = items.map(({ name, same, any: either }) => ({ name, ratio: any ? either : same })).filter(({ ratio }) => ratio.of > 0);
  const few = ({ ratio }: Row) => Number(ratio.of < FEW);
  if (order === 'much') return rows.sort((a, b) => b.ratio.of - a.ratio.of);
  return rows.sort((a, b) => few(a) - few(b) || (b.ratio.share ?? 0) - (a.ratio.share ?? 0));
}
