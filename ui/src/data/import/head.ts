/** The beginning of a file, to be looked at before all of it is taken in. */

/** Files up to this size are looked at whole. */
export const WHOLE = 8 * 1024 * 1024;
const HEAD = 256 * 1024;

export type Head = { name: string; body: Blob; whole: boolean };

/** What of a file is tried first; nothing where only the whole of it could be read and that is too much. */
export async function headOf(file: File): Promise<Head | undefined> {
  if (file.size <= WHOLE) return { name: file.name, body: file, whole: true };
  const [, bare = '', packed] = /^(.*?)(\.gz|\.zst)?$/i.exec(file.name) ?? [];
  if (packed?.toLowerCase() === '.zst' || /\.parquet$/i.test(bare)) return undefined;
  const text = packed === undefined ? await file.slice(0, HEAD).text() : await unpacked(file);
  return { name: bare, body: new Blob([wholeLines(text)]), whole: false };
}

/** The first bytes of what is packed. */
async function unpacked(file: File): Promise<string> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < HEAD) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

/** A text up to its last line that ends within it: not one that ends within quotes. */
export function wholeLines(text: string): string {
  for (let end = text.lastIndexOf('\n'); end > 0; end = text.lastIndexOf('\n', end - 1)) {
    const lines = text.slice(0, end + 1);
    if ((lines.match(/"/g) ?? []).length % 2 === 0) return lines;
  }
  return text;
}
