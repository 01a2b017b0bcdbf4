/** The marks of a picture, and which of them lies beside which: so arrow keys walk through any of them. */

/** Something of a picture that can be looked at and opened: where its middle is, and what it says. */
export type Mark = { id: string; x: number; y: number; label: string };

export type Direction = 'left' | 'right' | 'up' | 'down';

/** To the side counts this much more than ahead: what lies straight ahead is next, though something else may be nearer. */
const ASIDE = 2.5;

/** The mark that lies next in a direction; none beyond the edge. */
export function beside<M extends Mark>(marks: readonly M[], from: M, direction: Direction): M | undefined {
  const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction] as [number, number];
  let best: M | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const [x, y] = [mark.x - from.x, mark.y - from.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (mark.id === from.id || ahead < 1) continue;
    const far = ahead + aside * ASIDE;
    if (far < least) [best, least] = [mark, far];
  }
  return best;
}
