/**
 * Where things stand in a graph that mostly flows downwards (Sugiyama, Tagawa and Toda, 1981): rows of nodes, arrows from
 * row to row. Arrows against the stream are turned while rows are made, the lightest ones; an arrow over several rows
 * bends at each; nodes of a row are in the order in which few arrows cross, and near what they belong to.
 */

export type GraphNode = { id: string; width: number; height: number };
export type GraphArrow = { from: string; to: string; weight: number };
export type Point = { x: number; y: number };
/** What is kept free between two nodes of a row, and between two rows; what stands alone above and below all others. */
export type Room = { aside: number; between: number; first?: string; last?: string };

/** Where a node's middle is, and which row it stands in. */
export type PlacedGraphNode<N extends GraphNode = GraphNode> = N & Point & { row: number };
/** The way of an arrow, from the edge of the one node to the edge of the other. */
export type PlacedArrow<A extends GraphArrow = GraphArrow> = A & { points: Point[]; loop: boolean };
export type Layered<N extends GraphNode, A extends GraphArrow> = { nodes: PlacedGraphNode<N>[]; arrows: PlacedArrow<A>[]; width: number; height: number };

/** A place in a row: a node, or a bend of an arrow. */
type Place = { id: string; width: number; x: number };
/** An arrow as rows see it: downwards. `turned`: it points upwards in truth. */
type Down = { index: number; top: string; foot: string; weight: number; turned: boolean };

const SWEEPS = 12;
const BEND = 18;

/** All arrows as they run downwards: the heaviest decide, and what would close a circle is turned. */
export function downwards(arrows: readonly GraphArrow[]): Down[] {
  const below = new Map<string, Set<string>>();
  const leads = (from: string, to: string): boolean => {
    const [seen, open] = [new Set<string>(), [from]];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === to) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      open.push(...(below.get(at) ?? []));
    }
    return false;
  };
  const order = arrows.map((arrow, index) => ({ arrow, index })).filter(({ arrow }) => arrow.from !== arrow.to);
  order.sort((a, b) => b.arrow.weight - a.arrow.weight || a.index - b.index);
  return order.map(({ arrow: { from, to, weight }, index }) => {
    const turned = leads(to, from);
    const [top, foot] = turned ? [to, from] : [from, to];
    below.set(top, (below.get(top) ?? new Set()).add(foot));
    return { index, top, foot, weight, turned };
  });
}

/** The row of each node: below all that lead to it, and as near to them as can be. */
export function rowsOf(ids: readonly string[], arrows: readonly Down[], first?: string, last?: string): Map<string, number> {
  const row = new Map<string, number>();
  const least = first !== undefined && ids.includes(first) ? 1 : 0;
  const above = (id: string) => arrows.filter(({ foot }) => foot === id).map(({ top }) => top);
  const rowOf = (id: string): number => {
    const known = row.get(id);
    if (known !== undefined) return known;
    const own = id === first ? 0 : Math.max(least - 1, ...above(id).map(rowOf)) + 1;
    row.set(id, own);
    return own;
  };
  for (const id of ids) rowOf(id);
  // What begins somewhere goes down to just above the first thing that it leads to.
  for (const id of ids) {
    if (id === first || above(id).length > 0) continue;
    const next = arrows.filter(({ top }) => top === id).map(({ foot }) => row.get(foot) ?? 0);
    if (next.length > 0) row.set(id, Math.min(...next) - 1);
  }
  if (last !== undefined && row.has(last)) row.set(last, Math.max(...ids.filter((id) => id !== last).map((id) => row.get(id) ?? 0), 0) + 1);
  return row;
}

function grouped<T>(all: readonly T[], key: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
}

const bend = (index: number, row: number): string => `\u0000${index} ${row}`;

/** The places that an arrow goes through, from the top to the foot. */
function stops({ index, top, foot }: Down, row: ReadonlyMap<string, number>): string[] {
  const [from, to] = [row.get(top) ?? 0, row.get(foot) ?? 0];
  return [top, ...Array.from({ length: Math.max(0, to - from - 1) }, (_, step) => bend(index, from + step + 1)), foot];
}

/** Moves the places of a row apart, each as near as can be to where it wants to be. */
function apart(row: Place[], wish: (place: Place) => number, aside: number): void {
  const need = (a: Place, b: Place) => (a.width + b.width) / 2 + aside;
  // From the left what must give way goes right, from the right it goes left; the middle of both is fair to each side.
  const [right, left] = [row.map(wish), row.map(wish)];
  row.forEach((place, at) => {
    const before = row[at - 1];
    if (before) right[at] = Math.max(right[at] ?? 0, (right[at - 1] ?? 0) + need(before, place));
  });
  for (let at = row.length - 2; at >= 0; at -= 1) {
    const [place, after] = [row[at], row[at + 1]];
    if (place && after) left[at] = Math.min(left[at] ?? 0, (left[at + 1] ?? 0) - need(place, after));
  }
  row.forEach((place, at) => (place.x = ((right[at] ?? 0) + (left[at] ?? 0)) / 2));
}

/** Places nodes and arrows; the picture is as wide and as high as they need. */
export function layered<N extends GraphNode, A extends GraphArrow>(nodes: readonly N[], arrows: readonly A[], { aside, between, first, last }: Room): Layered<N, A> {
  const down = downwards(arrows);
  const row = rowsOf(nodes.map(({ id }) => id), down, first, last);
  const ways = down.map((arrow) => stops(arrow, row));
  const rows: Place[][] = Array.from({ length: Math.max(-1, ...row.values()) + 1 }, () => []);
  for (const { id, width } of nodes) rows[row.get(id) ?? 0]?.push({ id, width, x: 0 });
  for (const way of ways) way.slice(1, -1).forEach((id, at) => rows[(row.get(way[0] ?? '') ?? 0) + at + 1]?.push({ id, width: BEND, x: 0 }));
  const at = new Map(rows.flat().map((place) => [place.id, place]));

  const pairs = ways.flatMap((way, index) => way.slice(1).map((foot, step) => ({ top: way[step] ?? '', foot, weight: Math.sqrt(down[index]?.weight ?? 1) * (way.length > 2 ? 2 : 1) })));
  const [ups, downs] = [grouped(pairs, ({ foot }) => foot), grouped(pairs, ({ top }) => top)];
  const pull = (place: Place, ways: readonly ('up' | 'down')[]): number => {
    const ends = [...(ways.includes('up') ? (ups.get(place.id) ?? []).map(({ top, weight }) => ({ id: top, weight })) : []), ...(ways.includes('down') ? (downs.get(place.id) ?? []).map(({ foot, weight }) => ({ id: foot, weight })) : [])];
    const all = ends.reduce((sum, { weight }) => sum + weight, 0);
    return all === 0 ? place.x : ends.reduce((sum, { id, weight }) => sum + (at.get(id)?.x ?? 0) * weight, 0) / all;
  };
  for (const places of rows) apart(places, () => 0, aside);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const forth = sweep % 2 === 0;
    for (const places of forth ? rows : [...rows].reverse()) {
      const wish = new Map(places.map((place) => [place.id, pull(place, [forth ? 'up' : 'down'])]));
      // The order is settled first; then only distances change.
      if (sweep < SWEEPS - 4) places.sort((a, b) => (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0));
      apart(places, (place) => (sweep < SWEEPS - 4 ? (wish.get(place.id) ?? 0) : pull(place, ['up', 'down'])), aside);
    }
  }
  return drawn(nodes, arrows, { down, ways, rows, row, at }, between);
}

type Settled = { down: Down[]; ways: string[][]; rows: Place[][]; row: Map<string, number>; at: Map<string, Place> };

/** Gives what is settled its coordinates: everything from 0 on, arrows from edge to edge. */
function drawn<N extends GraphNode, A extends GraphArrow>(nodes: readonly N[], arrows: readonly A[], { down, ways, rows, row, at }: Settled, between: number): Layered<N, A> {
  const places = rows.flat();
  const left = places.length === 0 ? 0 : Math.min(...places.map(({ x, width }) => x - width / 2));
  const tall = Math.max(0, ...nodes.map(({ height }) => height));
  const yOf = (of: number) => of * (tall + between) + tall / 2;
  const placed = nodes.map((node) => ({ ...node, x: (at.get(node.id)?.x ?? 0) - left, y: yOf(row.get(node.id) ?? 0), row: row.get(node.id) ?? 0 }));
  const byId = new Map(placed.map((node) => [node.id, node]));

  const ports = portsOf(down, ways, byId, (id) => (at.get(id)?.x ?? 0) - left);
  const runs: PlacedArrow<A>[] = arrows.map((arrow) => ({ ...arrow, points: [], loop: arrow.from === arrow.to }));
  down.forEach((each, index) => {
    const run = runs[each.index];
    const way = ways[index] ?? [];
    const [top, foot] = [byId.get(each.top), byId.get(each.foot)];
    if (!run || !top || !foot) return;
    // Past a row it runs upright, so that it touches no node of it.
    const bends = way.slice(1, -1).flatMap((id, step) => [-1, 1].map((side) => ({ x: (at.get(id)?.x ?? 0) - left, y: yOf(top.row + step + 1) + (side * tall) / 2 })));
    const [leaves, arrives] = ports[index] ?? [top.x, foot.x];
    const points = [{ x: leaves, y: top.y + top.height / 2 }, ...bends, { x: arrives, y: foot.y - foot.height / 2 }];
    run.points = each.turned ? points.reverse() : points;
  });
  return { nodes: placed, arrows: runs, width: Math.max(0, ...places.map(({ x, width }) => x - left + width / 2)), height: rows.length === 0 ? 0 : yOf(rows.length - 1) + tall / 2 };
}

/** Where along the edges of its two nodes each arrow begins and ends: side by side, in the order of where they lead. */
function portsOf(down: readonly Down[], ways: readonly string[][], nodes: ReadonlyMap<string, PlacedGraphNode>, x: (id: string) => number): [number, number][] {
  const ports: [number, number][] = down.map(() => [0, 0]);
  const share = (end: 0 | 1) => {
    const at = grouped(down.map((_, index) => index), (index) => down[index]?.[end === 0 ? 'top' : 'foot'] ?? '');
    for (const [id, own] of at) {
      const node = nodes.get(id);
      if (!node) continue;
      const toward = (index: number) => x((end === 0 ? ways[index]?.[1] : ways[index]?.at(-2)) ?? '');
      own.sort((a, b) => toward(a) - toward(b) || Number(down[a]?.turned) - Number(down[b]?.turned));
      const step = Math.min(26, (node.width - 24) / Math.max(1, own.length));
      own.forEach((index, place) => {
        const port = ports[index];
        if (port) port[end] = node.x + (place - (own.length - 1) / 2) * step;
      });
    }
  };
  share(0);
  share(1);
  return ports;
}

/** A smooth line through points that leaves and arrives upright. */
export function curve(points: readonly Point[]): string {
  let path = '';
  points.forEach((to, index) => {
    const from = points[index - 1];
    if (!from) path = `M${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
    else {
      const middle = (from.y + to.y) / 2;
      path += `C${from.x.toFixed(1)} ${middle.toFixed(1)} ${to.x.toFixed(1)} ${middle.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
    }
  });
  return path;
}

/** The point of such a line after a share of its pieces, 0 to 1. */
export function along(points: readonly Point[], share: number): Point {
  const pieces = points.length - 1;
  const piece = Math.min(Math.floor(share * pieces), pieces - 1);
  const [from, to] = [points[piece], points[piece + 1]];
  if (!from || !to) return points[0] ?? { x: 0, y: 0 };
  const t = share * pieces - piece;
  const s = 3 * t * t - 2 * t * t * t;
  // The curve's handles are upright: across it eases, downwards it goes by the cubic with both handles halfway.
  const y = from.y + (to.y - from.y) * (1.5 * t - 1.5 * t * t + t * t * t);
  return { x: from.x + (to.x - from.x) * s, y };
}

/** A box around a middle. */
export type Box = Point & { width: number; height: number };

const meet = (a: Box, b: Box): boolean => Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

/** Puts words on their lines where they cover neither a node nor each other; what has no room is left out. */
export function labelled(lines: readonly { at: (share: number) => Point; width: number }[], taken: readonly Box[], height = 16): (Box | undefined)[] {
  const boxes = [...taken];
  const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];
  return lines.map(({ at, width }) => {
    for (const share of SHARES) {
      const box = { ...at(share), width, height };
      if (boxes.some((each) => meet(each, box))) continue;
      boxes.push(box);
      return box;
    }
    return undefined;
  });
}
