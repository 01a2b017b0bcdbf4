/** What arrives live, in pure parts: newest first, each once, and no more than can be looked at. */
import type { LiveLine } from '../../api/types';

/** Puts what came (oldest first) before what is shown, and keeps the newest `most`. */
export function added(shown: readonly LiveLine[], came: readonly LiveLine[], most: number): LiveLine[] {
  const seen = new Set<string>();
  return [...[...came].reverse(), ...shown]
    .filter(({ id }) => {
      const fresh = !seen.has(id);
      seen.add(id);
      return fresh;
    })
    .slice(0, most);
}

/** How many of these moments lie in the last minute. */
export const inLastMinute = (moments: readonly number[], now: number): number => moments.filter((at) => now - at < 60_000).length;
