/** Where the identifiers of a person stand in the picture of their links: on an ellipse, the most linked one first. */
import type { Link } from '../../api/types';

export type Node = { text: string; x: number; y: number; inPerson: boolean };
export type Edge = { id: string; state: string; a: Node; b: Node };

/** Lays out identifiers in a field of width by height; those of others that links lead to stand further out. */
export function laidOut(own: readonly string[], links: readonly Link[], width: number, height: number): { nodes: Node[]; edges: Edge[] } {
  const mine = new Set(own);
  const all = [...new Set([...own, ...links.flatMap(({ identifiers }) => identifiers)])];
  const nodes = new Map(
    all.map((text, at) => {
      const angle = (2 * Math.PI * at) / all.length - Math.PI / 2;
      const node = { text, x: width / 2 + (width / 2) * Math.cos(angle), y: height / 2 + (height / 2) * Math.sin(angle), inPerson: mine.has(text) };
      return [text, node] as const;
    }),
  );
  const edges = links.flatMap(({ id, state, identifiers }): Edge[] => {
    const [a, b] = identifiers.map((text) => nodes.get(text));
    return a && b ? [{ id, state, a, b }] : [];
  });
  return { nodes: [...nodes.values()], edges };
}
