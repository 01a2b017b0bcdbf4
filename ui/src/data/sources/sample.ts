/** A dropped event on its way to the mapping that is to be mended on it: within this tab, and once. */
let kept: { source: string; payload: string } | undefined;

export function bringSample(source: string, payload: string): void {
  kept = { source, payload };
}

/** What was brought for a source, as a line of a file. */
export function takeSample(source: string): string | undefined {
  if (kept?.source !== source) return undefined;
  const { payload } = kept;
  kept = undefined;
  return payload;
}

/** A mapping as it would read rows that are JSON objects: all else in it stays as it is. */
export const forRows = (toml: string): string => toml.replace(/^\s*(?:format|delimiter)\s*=.*$/gm, '').replace(/^/, 'format = "jsonl"\n');
