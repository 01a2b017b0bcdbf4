/** What of an address is a view: its page with every filter and selection, but not what is opened beside it. */

/** What is opened for a moment. */
const PASSING = ['open'];

/** The view that an address shows; two addresses that show the same are the same text. */
export function viewOf(path: string, search: string): string {
  const query = new URLSearchParams(search);
  for (const name of PASSING) query.delete(name);
  query.sort();
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The view of an address that was saved. */
export function savedView(address: string): string {
  const mark = address.indexOf('?');
  return mark < 0 ? address : viewOf(address.slice(0, mark), address.slice(mark));
}
