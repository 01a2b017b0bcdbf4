/** Means with their intervals along slots: weeks, or the stages of a journey. */

/** A mean. `few`: it rests on so little that no line goes through it. */
export type BandPoint = { slot: number; value: number; low: number | null; high: number | null; few: boolean; label: string; head: string; said: readonly string[]; opens: string };
/** Before a slot, something changed. */
export type BandCut = { slot: number; said: string };
export type BandSeries = { id: string; colour: string; points: readonly BandPoint[] };

/** The runs of neighbouring points that a line may join, each with its band. */
export function stretches(points: readonly BandPoint[]): BandPoint[][] {
  const runs: BandPoint[][] = [];
  let last: BandPoint | undefined;
  for (const point of points) {
    if (point.few || point.low == null || point.high == null) continue;
    const run = runs[runs.length - 1];
    if (run && last && point.slot === last.slot + 1) run.push(point);
    else runs.push([point]);
    last = point;
  }
  return runs.filter((run) => run.length > 1);
}
