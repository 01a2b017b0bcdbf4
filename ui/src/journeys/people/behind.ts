/** Who stands behind a figure: what is asked for them, page by page. */
import type { Page, Person } from '../../api/types';

/** Which page of people. */
export type Part = { skip: number; limit: number };

/** A figure whose people can be opened: what it is called, and how they are read. */
export type Behind = { title: string; read: (page: Part, signal: AbortSignal) => Promise<Page<Person>> };

const AT_ONCE = 30;

/** Reads a page of people; a cursor is how many were read before. */
export async function pageOf(behind: Behind, cursor: string | undefined, signal: AbortSignal): Promise<Page<Person>> {
  const skip = Number(cursor ?? 0);
  const { items, total } = await behind.read({ skip, limit: AT_ONCE }, signal);
  const read = skip + items.length;
  return { items, total, next: items.length > 0 && read < total ? String(read) : null };
}
