/** Which charts of a page are shown as tables, as the address says it: their names, each in small letters and dashes. */

const nameOf = (label: string): string => label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
const named = (query: URLSearchParams): string[] => (query.get('tables') ?? '').split('~').filter((name) => name !== '');

export const isTable = (query: URLSearchParams, label: string): boolean => named(query).includes(nameOf(label));

/** What the address says when this one is turned into a table, or back. */
export function turned(query: URLSearchParams, label: string): string {
  const [name, others] = [nameOf(label), named(query).filter((each) => each !== nameOf(label))];
  return (isTable(query, label) ? others : [...others, name]).join('~');
}
