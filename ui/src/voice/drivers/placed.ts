/** Where the names of points stand: beside them, above or below, where no other name and no edge is. */

export type Point = { x: number; y: number; width: number; text: string };
export type Placed = { x: number; y: number; anchor: 'start' | 'middle' | 'end'; text: string };
type Room = { left: number; right: number; top: number; bottom: number };
export type Box = { left: number; right: number; top: number; bottom: number };

const [GAP, TALL] = [10, 15];

const clash = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The places of a name, the best first: to the right, to the left, above, below. */
function places({ x, y, width, text }: Point): { box: Box; at: Placed }[] {
  const box = (left: number, bottom: number): Box => ({ left, right: left + width, top: bottom - TALL, bottom });
  return [
    { box: box(x + GAP, y + 7), at: { x: x + GAP, y: y + 4, anchor: 'start', text } },
    { box: box(x - GAP - width, y + 7), at: { x: x - GAP, y: y + 4, anchor: 'end', text } },
    { box: box(x - width / 2, y - GAP), at: { x, y: y - GAP - 3, anchor: 'middle', text } },
    { box: box(x - width / 2, y + GAP + TALL), at: { x, y: y + GAP + TALL - 4, anchor: 'middle', text } },
  ];
}

/** Names one after the other, each in the first place that is free of other words too; one for which there is none is left out. */
export function placed(points: readonly Point[], room: Room, words: readonly Box[] = []): Placed[] {
  const dots: Box[] = points.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  const taken: Box[] = [...words];
  return points.flatMap((point) => {
    const fits = ({ box }: { box: Box }) => box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom && ![...dots, ...taken].some((other) => clash(box, other));
    const free = places(point).find(fits);
    if (!free) return [];
    taken.push(free.box);
    return [free.at];
  });
}
