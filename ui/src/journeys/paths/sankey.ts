/**
 * Where things stand in a Sankey diagram of levels: columns of nodes, ribbons between neighbouring columns. Nodes are
 * stacked in the order of where the people come from (the barycentre heuristic of Sugiyama, Tagawa and Toda, 1981),
 * ribbons at a node in the order of where they lead, so that few cross.
 */

/** `ended`: how many of those at the node go no further. `last`: it stands at the foot of its column. */
export type FlowNode = { id: string; depth: number; value: number; ended: number; last?: boolean };
export type FlowLink = { from: string; to: string; value: number };
export type Size = {
  width: number;
  height: number;
  /** How wide a node is. */
  bar: number;
  /** What is kept free between two nodes of a column. */
  gap: number;
  /** The least that a node takes with its gap, so that its name can be read. */
  slot: number;
  /** What is kept free at the right, for names. */
  right: number;
  /** Whether depth goes from right to left. */
  mirrored?: boolean;
};

export type PlacedNode<N extends FlowNode = FlowNode> = N & { x: number; y: number; height: number };
/** A ribbon from the left to the right: its middle at both ends, and how thick it is. */
export type PlacedLink<L extends FlowLink = FlowLink> = L & { x0: number; y0: number; x1: number; y1: number; thick: number };
export type Placed<N extends FlowNode, L extends FlowLink> = { nodes: PlacedNode<N>[]; links: PlacedLink<L>[]; step: number };

const SWEEPS = 8;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** How many pixels one is, so that the fullest column just fits. */
export function scaleOf(columns: readonly (readonly FlowNode[])[], { height, gap, slot }: Size): number {
  const tall = (scale: number) => Math.max(0, ...columns.map((nodes) => sum(nodes.map(({ value }) => Math.max(value * scale + gap, slot))) - gap));
  let [low, high] = [0, height / Math.max(1, ...columns.map((nodes) => Math.max(0, ...nodes.map(({ value }) => value))))];
  for (let turn = 0; turn < 40; turn += 1) {
    const middle = (low + high) / 2;
    if (tall(middle) <= height) low = middle;
    else high = middle;
  }
  return low;
}

/** Stacks the nodes of a column from the top. */
function stack(nodes: readonly PlacedNode[], { gap, slot }: Size): void {
  let top = 0;
  for (const node of nodes) {
    node.y = top;
    top += Math.max(node.height + gap, slot);
  }
}

/** Places nodes and ribbons. Nodes of which a link speaks must be there. */
export function placed<N extends FlowNode, L extends FlowLink>(nodes: readonly N[], links: readonly L[], size: Size): Placed<N, L> {
  const depth = Math.max(0, ...nodes.map((node) => node.depth));
  const columns = Array.from({ length: depth + 1 }, (_, at) => nodes.filter((node) => node.depth === at));
  const scale = scaleOf(columns, size);
  const step = depth === 0 ? 0 : (size.width - size.right - size.bar) / depth;
  const x = (at: number) => (size.mirrored === true ? depth - at : at) * step;
  const at = new Map<string, PlacedNode<N>>(nodes.map((node) => [node.id, { ...node, x: x(node.depth), y: 0, height: Math.max(1, node.value * scale) }]));
  const placedColumns = columns.map((column) => {
    const own = column.map(({ id }) => at.get(id)).filter((node) => node !== undefined);
    return own.sort((a, b) => Number(a.last ?? false) - Number(b.last ?? false) || b.value - a.value);
  });
  for (const column of placedColumns) stack(column, size);

  const ends = (id: string, way: 'from' | 'to') => links.filter((link) => link[way] === id);
  const middle = (node: PlacedNode<N> | undefined) => (node ? node.y + node.height / 2 : 0);
  const pulled = (node: PlacedNode<N>, from: boolean): number | undefined => {
    const pulls = ends(node.id, from ? 'to' : 'from');
    const all = sum(pulls.map(({ value }) => value));
    return all === 0 ? undefined : sum(pulls.map((link) => middle(at.get(from ? link.from : link.to)) * link.value)) / all;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const forth = sweep % 2 === 0;
    const order = forth ? placedColumns.slice(1) : placedColumns.slice(0, -1).reverse();
    for (const column of order) {
      const wish = new Map(column.map((node) => [node.id, pulled(node, forth) ?? middle(node)]));
      column.sort((a, b) => Number(a.last ?? false) - Number(b.last ?? false) || (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0));
      stack(column, size);
    }
  }
  return { nodes: [...at.values()], links: ribbons(at, links, scale, size), step };
}

/** Ribbons side by side along the sides of their nodes. */
function ribbons<N extends FlowNode, L extends FlowLink>(at: ReadonlyMap<string, PlacedNode<N>>, links: readonly L[], scale: number, size: Size): PlacedLink<L>[] {
  const [left, right] = size.mirrored === true ? (['to', 'from'] as const) : (['from', 'to'] as const);
  const y = (id: string) => at.get(id)?.y ?? 0;
  const starts = along(links, left, right, y, scale);
  const stops = along(links, right, left, y, scale);
  return links.map((link, index) => {
    const thick = Math.max(0.75, link.value * scale);
    return {
      ...link,
      thick,
      x0: (at.get(link[left])?.x ?? 0) + size.bar,
      y0: y(link[left]) + (starts[index] ?? 0) + (link.value * scale) / 2,
      x1: at.get(link[right])?.x ?? 0,
      y1: y(link[right]) + (stops[index] ?? 0) + (link.value * scale) / 2,
    };
  });
}

/** How far below its node's top each ribbon begins, at one of its ends. */
function along(links: readonly FlowLink[], here: 'from' | 'to', there: 'from' | 'to', y: (id: string) => number, scale: number): number[] {
  const offsets: number[] = Array.from({ length: links.length }, () => 0);
  const taken = new Map<string, number>();
  const order = links.map((_, index) => index).sort((a, b) => y(links[a]?.[there] ?? '') - y(links[b]?.[there] ?? ''));
  for (const index of order) {
    const link = links[index];
    if (!link) continue;
    offsets[index] = taken.get(link[here]) ?? 0;
    taken.set(link[here], (offsets[index] ?? 0) + link.value * scale);
  }
  return offsets;
}

/** The outline of a ribbon: two curves that leave and arrive level. */
export function ribbon({ x0, y0, x1, y1, thick }: PlacedLink): string {
  const [half, middle] = [thick / 2, (x0 + x1) / 2];
  const [a, b, c, d] = [y0 - half, y1 - half, y1 + half, y0 + half].map((value) => value.toFixed(1));
  return `M${x0} ${a}C${middle} ${a} ${middle} ${b} ${x1} ${b}V${c}C${middle} ${c} ${middle} ${d} ${x0} ${d}Z`;
}
