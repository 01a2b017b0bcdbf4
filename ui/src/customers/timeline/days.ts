/** Lines of a timeline, newest first: grouped by the reader's day, and joined with what arrives live. */
import type { Line } from '../../api/types';
import { dayKey } from '../../format/dates';

export type Day<T> = { key: string; at: string; lines: T[] };

/** Groups lines, newest first, by day. */
export function byDay<T extends Pick<Line, 'occurred_at'>>(lines: readonly T[]): Day<T>[] {
  const days: Day<T>[] = [];
  for (const line of lines) {
    const key = dayKey(line.occurred_at);
    const last = days[days.length - 1];
    if (last?.key === key) last.lines.push(line);
    else days.push({ key, at: line.occurred_at, lines: [line] });
  }
  return days;
}

/** A day, or the rest of one whose beginning is in the part before. */
export type PartOfDay<T> = Day<T> & { begins: boolean };

/** How many lines come and go together as a timeline is scrolled through. */
const PART = 30;

/** Cuts lines, newest first, into parts and groups each by day: what is read later changes none that is there. */
export function parts<T extends Pick<Line, 'occurred_at'>>(lines: readonly T[]): PartOfDay<T>[][] {
  const made: PartOfDay<T>[][] = [];
  let before: string | undefined;
  for (let from = 0; from < lines.length; from += PART) {
    const days = byDay(lines.slice(from, from + PART));
    made.push(days.map((day, at) => ({ ...day, begins: at > 0 || day.key !== before })));
    before = days[days.length - 1]?.key;
  }
  return made;
}

/** Joins lines into a timeline, newest first, each once: what is there already stays where it is. */
export function joined<T extends Pick<Line, 'id' | 'occurred_at'>>(lines: readonly T[], more: readonly T[]): T[] {
  const there = new Set(lines.map(({ id }) => id));
  const fresh = more.filter(({ id }) => {
    const is = !there.has(id);
    there.add(id);
    return is;
  });
  if (fresh.length === 0) return [...lines];
  // Sorting is stable, so lines of the same moment keep the order in which they came.
  return [...lines, ...fresh].sort((a, b) => b.occurred_at.localeCompare(a.occurred_at));
}

export type Filter = { channel?: string | undefined; department?: string | undefined; text?: string | undefined };

/** Whether the server would list a line under a filter: all words in name or text, the last as a beginning. */
export function passes(line: Pick<Line, 'channel' | 'department' | 'name' | 'text'>, filter: Filter): boolean {
  if (filter.channel !== undefined && line.channel !== filter.channel) return false;
  if (filter.department !== undefined && line.department !== filter.department) return false;
  const words = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const wanted = words(filter.text ?? '');
  const has = words(`${line.name} ${line.text ?? ''}`);
  return wanted.every((word, at) => has.some((each) => (at === wanted.length - 1 ? each.startsWith(word) : each === word)));
}

/** Whether somebody spoke or wrote, and it is not only something that a system recorded. */
export const isContact = (line: Pick<Line, 'text' | 'employee' | 'questions'>): boolean =>
  (line.text != null && line.text !== '') || line.employee != null || line.questions > 0;
