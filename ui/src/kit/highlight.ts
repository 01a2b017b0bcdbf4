/** Which parts of a text a search matched: words that begin with what was typed, whatever their case and accents. */

export type Part = { text: string; hit: boolean };

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a search. */
export const searched = (query: string): string[] => folded(query).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** Splits a text into what was matched and what was not. */
export function parts(text: string, query: string): Part[] {
  const wanted = searched(query);
  if (wanted.length === 0) return [{ text, hit: false }];
  const made: Part[] = [];
  const add = (piece: string, hit: boolean) => {
    if (piece === '') return;
    const last = made[made.length - 1];
    if (last && last.hit === hit) last.text += piece;
    else made.push({ text: piece, hit });
  };
  for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const word = folded(piece);
    const hit = wanted.find((each) => word.startsWith(each));
    // Folding may change a word's length; then the whole word is shown as matched.
    const length = hit === undefined ? 0 : word.length === piece.length ? hit.length : piece.length;
    add(piece.slice(0, length), true);
    add(piece.slice(length), false);
  }
  return made;
}

/** A long text cut to the surroundings of its first match. */
export function excerpt(text: string, query: string, length = 140): string {
  if (text.length <= length) return text;
  let at = 0;
  for (const part of parts(text, query)) {
    if (part.hit) break;
    at += part.text.length;
  }
  if (at >= text.length) at = 0;
  const from = Math.max(0, Math.min(at - Math.floor(length / 3), text.length - length));
  const cut = text.slice(from, from + length);
  return `${from > 0 ? '…' : ''}${cut}${from + length < text.length ? '…' : ''}`;
}
