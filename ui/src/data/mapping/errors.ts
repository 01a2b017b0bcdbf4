/** Where in a mapping what is wrong with it stands. */

/** What is wrong, in a sentence, without the drawing that stands around it. */
export function what(detail: string): string {
  const plain = detail.replace(/^the (source's )?mapping: /, '');
  const lines = plain.split('\n').filter((line) => !/^\s*(\d+\s*)?\|/.test(line) && !/^TOML parse error at line/.test(line));
  return lines.join(' ').trim() || plain;
}

/** The line, from 1, that an error of a mapping is about: the one that it names, or that of the block and field that it names. */
export function lineOf(detail: string, mapping: string): number | undefined {
  const named = /at line (\d+), column \d+/.exec(detail);
  if (named) return Number(named[1]);
  const block = /interaction "((?:[^"\\]|\\.)*)"(?:: )?([\w ]*)/.exec(detail);
  if (!block) return /time_zone/.test(detail) ? lineWith(mapping.split('\n'), 0, 'time_zone') : undefined;
  return inBlock(mapping.split('\n'), block[1] ?? '', block[2] ?? '');
}

function lineWith(lines: readonly string[], from: number, field: string): number | undefined {
  for (let at = from; at < lines.length; at++) {
    if (at > from && /^\s*\[\[interaction\]\]/.test(lines[at] ?? '')) return undefined;
    if (new RegExp(`^\\s*${field}\\s*=`).test(lines[at] ?? '')) return at + 1;
  }
  return undefined;
}

/** Blocks are called by their `output`, or by their place. */
function inBlock(lines: readonly string[], output: string, said: string): number | undefined {
  const starts = lines.flatMap((line, at) => (/^\s*\[\[interaction\]\]/.test(line) ? [at] : []));
  const start = starts.find((from, place) => {
    const named = lineWith(lines, from, 'output');
    return named === undefined ? String(place + 1) === output : (lines[named - 1] ?? '').includes(`"${output}"`);
  });
  if (start === undefined) return undefined;
  // An error speaks of one identifier, fact or subject; the mapping of their list.
  const word = /^\s*(\w+)/.exec(said)?.[1] ?? '';
  for (const field of [word, `${word}s`]) {
    const line = word === '' ? undefined : lineWith(lines, start, field);
    if (line !== undefined) return line;
  }
  return start + 1;
}
