/** What changes from one text to another, line by line. */

export type Line = { kind: 'same' | 'gone' | 'new'; text: string };

/** All lines of both texts, in order: what both have, what goes, what comes. */
export function changes(before: string, after: string): Line[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  // Lengths of the longest common rest from each pair of places on.
  const rest: Uint32Array[] = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  const common = (i: number, j: number): number => rest[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = rest[i];
      if (row) row[j] = old[i] === now[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i++] ?? '' });
      j++;
    } else if (j >= now.length || (i < old.length && common(i + 1, j) >= common(i, j + 1))) {
      lines.push({ kind: 'gone', text: old[i++] ?? '' });
    } else {
      lines.push({ kind: 'new', text: now[j++] ?? '' });
    }
  }
  return lines;
}

/** The changed lines with `around` unchanged ones on both sides; `undefined` stands where lines are left out. */
export function shortened(lines: readonly Line[], around = 2): (Line | undefined)[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'));
  return lines.flatMap((line, at) => (near[at] ? [line] : at === 0 || near[at - 1] ? [undefined] : []));
}
