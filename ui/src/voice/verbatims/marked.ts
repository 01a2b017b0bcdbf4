/** A text in pieces: what was searched for and the words by which something was read are told apart from the rest. */
import { parts } from '../../kit/highlight';

/** From a sign on to another, which is not in it, in units of UTF-16; and what is there. */
export type Span = { from: number; to: number; kind: string };
export type Piece = { text: string; /** What is there, else nothing. */ kinds: readonly string[]; /** What was searched for. */ hit: boolean };

/** Cuts a text at its spans, which may lie over each other, and then at what a search matched. */
export function pieces(text: string, spans: readonly Span[], query: string): Piece[] {
  const within = spans.map(({ from, to, kind }) => ({ from: Math.max(0, from), to: Math.min(text.length, to), kind })).filter(({ from, to }) => from < to);
  const cuts = [...new Set([0, text.length, ...within.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).flatMap((from, at) => {
    const to = cuts[at + 1] ?? text.length;
    const kinds = [...new Set(within.filter((span) => span.from <= from && span.to >= to).map(({ kind }) => kind))];
    return parts(text.slice(from, to), query).map(({ text: piece, hit }) => ({ text: piece, kinds, hit }));
  });
}
