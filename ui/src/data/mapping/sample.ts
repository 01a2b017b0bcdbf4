/** A sample as somebody pastes it, made into the file that a dry run reads. */

export type SampleFile = { name: string; body: string };

/** The format that a mapping names for its file as a whole. */
export const formatOf = (mapping: string): string | undefined => /^\s*format\s*=\s*["'](\w+)["']/m.exec(wholeFile(mapping))?.[1];

/** What stands before the first block or table. */
const wholeFile = (mapping: string): string => mapping.slice(0, /^\s*\[/m.exec(mapping)?.index ?? mapping.length);

/** The mapping with another format; lines stay where they are, so that errors name the lines that are seen. */
function withFormat(mapping: string, format: string): string {
  const head = wholeFile(mapping);
  return head.replace(/^(\s*format\s*=\s*)["']\w+["']/m, `$1"${format}"`) + mapping.slice(head.length);
}

/** The JSON objects of a text, one a line: lines of JSON, a list, or objects that were laid out to be read. */
export function objects(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === '\\') at++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{' && depth++ === 0) from = at;
    else if (letter === '}' && --depth === 0) found.push(text.slice(from, at + 1).replace(/\s*\n\s*/g, ' '));
  }
  // What is not closed is a line too: the dry run says what is wrong with it.
  return depth > 0 ? [...found, text.slice(from).replace(/\s*\n\s*/g, ' ')] : found;
}

/** Makes a sample a file, and the mapping one that reads it: rows of any format can be tried as lines of JSON. */
export function asFile(sample: string, mapping: string): { file: SampleFile; mapping: string } {
  const text = sample.trim();
  const format = formatOf(mapping);
  if (text === '' || text.startsWith('{') || text.startsWith('[')) {
    const read = format === 'segment' ? 'segment' : 'jsonl';
    return { file: { name: 'sample.jsonl', body: objects(text).join('\n') }, mapping: withFormat(mapping, read) };
  }
  const seen = (text.split('\n')[0] ?? '').includes('\t') ? 'tsv' : 'csv';
  const read = format === 'csv' || format === 'tsv' ? format : seen;
  return { file: { name: `sample.${read}`, body: `${text}\n` }, mapping: withFormat(mapping, read) };
}

/** The columns of a sample: the first line's, or the fields of its first object. */
export function columnsOf(sample: string): string[] {
  const text = sample.trim();
  if (text === '') return [];
  if (text.startsWith('{') || text.startsWith('[')) {
    try {
      return Object.keys(JSON.parse(objects(text)[0] ?? '') as Record<string, unknown>);
    } catch {
      return [];
    }
  }
  const first = text.split('\n')[0] ?? '';
  const delimiter = first.includes('\t') ? '\t' : (first.match(/;/g) ?? []).length > (first.match(/,/g) ?? []).length ? ';' : ',';
  return first.split(delimiter).map((column) => column.trim().replace(/^"(.*)"$/, '$1')).filter((column) => column !== '');
}
