/** What follows what, as a graph: the most frequent arrows, the nodes between which they lead, a beginning and an end. */
import type { components } from '../../api/schema';
import type { Spread } from '../ask';

export type Follows = components['schemas']['WireFollows'];

/** Where everybody begins and where they end; no name that comes in begins with this sign. */
export const BEGIN = '\u0001begin';
export const END = '\u0001end';

/** Beginnings and ends run past everything else: more of them would hide it. */
const EDGES = 3;

export type Node = { id: string; /** How often it happened; of the beginning and the end, how many people. */ count: number };
export type Arrow = { from: string; to: string; weight: number; people: number; time: Spread | undefined };
export type Graph = { nodes: Node[]; arrows: Arrow[]; /** How many arrows there are to choose from. */ all: number };

/** How often each name happened: as often as somebody came to it from another, or began with it. */
function counts({ arrows, starts }: Follows): Map<string, number> {
  const count = new Map<string, number>();
  for (const { to, count: often } of arrows) count.set(to, (count.get(to) ?? 0) + often);
  for (const { name, people } of starts) count.set(name, (count.get(name) ?? 0) + people);
  return count;
}

/** The graph of so many arrows, the most frequent ones; people begin and end where they do on the nodes that are there. */
export function graphOf(follows: Follows, most: number): Graph {
  const steps = follows.arrows.map(({ from, to, count, people, time }): Arrow => ({ from, to, weight: count, people, time }));
  const shown = steps.sort((a, b) => b.weight - a.weight).slice(0, most);
  const names = new Set(shown.flatMap(({ from, to }) => [from, to]));
  const least = shown.at(-1)?.weight ?? 0;
  const edge = (all: Follows['starts'], arrow: (name: string, people: number) => Arrow) =>
    all.filter(({ name }) => names.has(name)).filter(({ people }, at) => at === 0 || (at < EDGES && people >= least)).map(({ name, people }) => arrow(name, people));
  const begins = edge(follows.starts, (to, people) => ({ from: BEGIN, to, weight: people, people, time: undefined }));
  const ends = edge(follows.ends, (from, people) => ({ from, to: END, weight: people, people, time: undefined }));
  const count = counts(follows);
  const sum = (arrows: readonly Arrow[]) => arrows.reduce((all, { people }) => all + people, 0);
  const nodes = [...names].map((id) => ({ id, count: count.get(id) ?? 0 }));
  if (begins.length > 0) nodes.unshift({ id: BEGIN, count: sum(begins) });
  if (ends.length > 0) nodes.push({ id: END, count: sum(ends) });
  return { nodes, arrows: [...begins, ...shown, ...ends], all: follows.arrows.length };
}
