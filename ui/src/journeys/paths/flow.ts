/** Where ways part, as nodes and ribbons with names of their own. */
import type { components } from '../../api/schema';

export type Flow = components['schemas']['WireFlow'];
/** A step of people at a depth; without a name, all that are not among the most frequent there. */
export type Step = { id: string; depth: number; name: string | undefined; value: number; ended: number; last: boolean };
export type Way = { from: string; to: string; value: number; depth: number; names: readonly [string | undefined, string | undefined] };

/** What an address opens in place of a name: all that are not among the most frequent. Names are texts, so none is taken for it. */
export const OTHERS = -1;

export const opening = (name: string | undefined): string | number => name ?? OTHERS;
export const named = (opened: string | number | undefined): string | undefined => (typeof opened === 'string' ? opened : undefined);

const idOf = (depth: number, name: string | null | undefined): string => (name == null ? `${depth}` : `${depth}:${name}`);

export const stepsOf = (flow: Flow): Step[] =>
  flow.nodes.map(({ depth, name, people, ended }) => ({ id: idOf(depth, name), depth, name: name ?? undefined, value: people, ended, last: name == null }));

export const waysOf = (flow: Flow): Way[] =>
  flow.links.map(({ depth, from, to, people }) => ({
    from: idOf(depth, from),
    to: idOf(depth + 1, to),
    value: people,
    depth,
    names: [from ?? undefined, to ?? undefined],
  }));

/** How many people there are at all: all of them stand at depth 0. */
export const everybody = (flow: Flow): number => flow.nodes.filter(({ depth }) => depth === 0).reduce((sum, { people }) => sum + people, 0);
