/** Points that would lie on each other are drawn as one. */
export type Placed = { lane: string; x: number };
export type Cluster<T> = { lane: string; from: number; to: number; points: T[] };

/** Joins points of one lane, sorted by x, that lie closer than `gap` to the one before. */
export function clustered<T extends Placed>(points: readonly T[], gap: number): Cluster<T>[] {
  const made: Cluster<T>[] = [];
  const last = new Map<string, Cluster<T>>();
  for (const point of points) {
    const before = last.get(point.lane);
    if (before && point.x - before.to < gap) {
      before.to = point.x;
      before.points.push(point);
    } else {
      const cluster = { lane: point.lane, from: point.x, to: point.x, points: [point] };
      last.set(point.lane, cluster);
      made.push(cluster);
    }
  }
  return made;
}
