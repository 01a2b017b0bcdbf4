/** The beginning of a file, to be looked at before all of it is taken in. */

import { Failure } from '../../api/failure';

/** Files up to this size are looked at whole. */
export const WHOLE = 8 * 1024 * 1024;
const HEAD = 256 * 1024;

export type Head = { name: string; body: Blob; whole: boolean };

/** What of a file is tried first; nothing where only the whole of it could be read and that is too much. */
export async function headOf(file: File): Promise<Head | undefined> {
  if (file.size <= WHOLE) return { name: file.name, body: file, whole: true };
  const head = await beginning(file);
  if (!head) return undefined;
  const text = whole(head.text);
  return text === undefined ? undefined : { name: head.name, body: new Blob([text]), whole: false };
}

/** What of the beginning of a file can be read as if it were all of it; nothing of one that is a single object. */
export function whole(text: string): string | undefined {
  if (text.trimStart().startsWith('<')) return wholeTraces(text);
  return /^\s*\{\s*"(objectTypes|eventTypes|objects|events)"\s*:\s*\[/.test(text) ? undefined : wholeLines(text);
}

/** The names of event logs: files that need no mapping. */
export const isEventLog = (name: string): boolean => /\.(xes|jsonocel|ocel|ocel2?\.json)(\.gz|\.zst)?$/i.test(name);

/** An event log up to its last trace that ends within it, closed there; nothing where no trace does. */
function wholeTraces(text: string): string | undefined {
  const END = '</trace>';
  const end = text.lastIndexOf(END);
  return end < 0 ? undefined : `${text.slice(0, end + END.length)}</log>`;
}

/** The first lines of a file, with its header. */
export async function firstLines(file: File, lines: number): Promise<string> {
  const head = isEventLog(file.name) ? undefined : await beginning(file);
  if (!head) throw new Failure(0, 'Not shown', 'Only lines of text can be a sample: CSV, TSV or JSON Lines, plain or .gz. Import shows what comes of other files.');
  return wholeLines(head.text).split('\n').slice(0, lines + 1).join('\n');
}

/** The first part of a file of text, unpacked, and the name that it has then; nothing of what is no text. */
async function beginning(file: File): Promise<{ name: string; text: string } | undefined> {
  const [, bare = '', packed] = /^(.*?)(\.gz|\.zst)?$/i.exec(file.name) ?? [];
  if (packed?.toLowerCase() === '.zst' || /\.parquet$/i.test(bare)) return undefined;
  return { name: bare, text: packed === undefined ? await file.slice(0, HEAD).text() : await unpacked(file) };
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
