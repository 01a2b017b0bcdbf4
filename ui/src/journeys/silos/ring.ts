/** Departments around a ring, arrows through it: where they stand and how they run. */
import type { Point } from '../map/layered';

export type RingArrow = { from: string; to: string; weight: number };
export type Placed = Point & { id: string };
export type Run = { from: Point; bend: Point; to: Point };

/** The order around the ring: each beside the one with which it has most to do, the one of most first. */
export function order(ids: readonly string[], arrows: readonly RingArrow[]): string[] {
  const between = (a: string, b: string) => arrows.filter(({ from, to }) => (from === a && to === b) || (from === b && to === a)).reduce((sum, { weight }) => sum + weight, 0);
  const [first, ...rest] = ids;
  if (first === undefined) return [];
  const round = [first];
  while (rest.length > 0) {
    const last = round[round.length - 1] ?? first;
    rest.sort((a, b) => between(last, b) - between(last, a));
    const next = rest.shift();
    if (next !== undefined) round.push(next);
  }
  return round;
}

/** Even places on an ellipse, the first one at the top. */
export function around(ids: readonly string[], middle: Point, wide: number, tall: number): Placed[] {
  if (ids.length === 1) return ids.map((id) => ({ id, ...middle }));
  return ids.map((id, at) => {
    const angle = (2 * Math.PI * at) / ids.length - Math.PI / 2;
    return { id, x: middle.x + wide * Math.cos(angle), y: middle.y + tall * Math.sin(angle) };
  });
}

/** How far an arrow of each direction keeps to its own side, so that there and back are told apart. */
const SIDE = 22;

/** The way of an arrow between two boxes: bent towards the middle of the ring, from edge to edge. */
export function run(from: Point, to: Point, middle: Point, box: { width: number; height: number }): Run {
  const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const aside = { x: (-(to.y - from.y) / length) * SIDE, y: ((to.x - from.x) / length) * SIDE };
  const bend = { x: half.x + (middle.x - half.x) * 0.3 + aside.x, y: half.y + (middle.y - half.y) * 0.3 + aside.y };
  return { from: edge(from, bend, box), bend, to: edge(to, bend, box) };
}

/** Where a line from a box's middle to a point leaves the box. */
export function edge(middle: Point, toward: Point, { width, height }: { width: number; height: number }): Point {
  const [x, y] = [toward.x - middle.x, toward.y - middle.y];
  const share = Math.min(width / 2 / Math.max(Math.abs(x), 0.001), height / 2 / Math.max(Math.abs(y), 0.001), 1);
  return { x: middle.x + x * share, y: middle.y + y * share };
}

/** The point of a run after a share of it, 0 to 1. */
export function pointAt({ from, bend, to }: Run, share: number): Point {
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return { x: a * from.x + b * bend.x + c * to.x, y: a * from.y + b * bend.y + c * to.y };
}

/** How what was told comes along on an arrow. */
export type Warmth = 'warm' | 'mixed' | 'cold' | 'unknown';

/** By the share of warm transfers among those where it could be seen. */
export const warmth = (share: number | null | undefined): Warmth => (share == null ? 'unknown' : share >= 0.8 ? 'warm' : share > 0.2 ? 'mixed' : 'cold');
