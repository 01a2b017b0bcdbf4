/** How fast events come, by readings of the ledger one after the other. */

export type Reading = { at: number; received: ReadonlyMap<string, number> };

/** How far back the rate of now looks, in milliseconds. */
const WATCHED = 2 * 60_000;

/** Readings with one more; those that lie too far back go, but for the last of them, from which is counted. */
export function watched(readings: readonly Reading[], next: Reading): Reading[] {
  const near = readings.findIndex(({ at }) => next.at - at <= WATCHED);
  return [...(near < 0 ? readings.slice(-1) : readings.slice(Math.max(0, near - 1))), next];
}

/** Events a minute; nothing until there were two readings. */
export function perMinute(readings: readonly Reading[], source: string): number | undefined {
  const [first, last] = [readings[0], readings[readings.length - 1]];
  if (!first || !last || last.at === first.at) return undefined;
  const came = (last.received.get(source) ?? 0) - (first.received.get(source) ?? 0);
  return (60_000 * came) / (last.at - first.at);
}

/** When a source was last seen to grow, while it was watched. */
export function lastGrew(readings: readonly Reading[], source: string): number | undefined {
  for (let at = readings.length - 1; at > 0; at--) {
    const [before, after] = [readings[at - 1], readings[at]];
    if (before && after && (after.received.get(source) ?? 0) > (before.received.get(source) ?? 0)) return after.at;
  }
  return undefined;
}
