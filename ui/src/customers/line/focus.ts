/** Which part of a person's line is looked at first, and what the address says of it. */
import { padded, type Span } from '../../charts/span';
import type { Point } from '../../api/types';

const DAY = 86_400_000;

/** Contacts that lie further apart than this are hardly about the same matter. */
const SAME_MATTER = 14 * DAY;
/** What was told longer ago than this is no part of the story in which it is asked again. */
const SAME_STORY = 60 * DAY;
const LEAST = 4 * DAY;

export type Reach = 'latest' | 'month' | 'year' | 'all';

export const at = (point: Pick<Point, 'occurred_at'>): number => Date.parse(point.occurred_at);

/** All of a person's points, oldest first, with some room. */
export function bounds(points: readonly Point[], now: number): Span {
  const [oldest, newest] = [points[0], points[points.length - 1]];
  if (!newest || !oldest) return { from: now - LEAST, to: now };
  return padded({ from: at(oldest), to: Math.max(at(newest), at(oldest)) }, 0.04, LEAST);
}

/**
 * The newest story in which somebody had to tell the same again: from where it was told first, along each repeated
 * request, to a day after the last one.
 */
export function story(points: readonly Point[]): Span | undefined {
  const last = points.findLast(({ asked_again }) => asked_again.length > 0);
  if (!last) return undefined;
  const byId = new Map(points.map((point) => [point.id, point]));
  const open = [last];
  const met = new Set([last.id]);
  let from = at(last);
  for (let point = open.pop(); point; point = open.pop()) {
    from = Math.min(from, at(point));
    for (const { told_in } of point.asked_again) {
      const told = byId.get(told_in);
      if (!told || met.has(told_in) || at(point) - at(told) > SAME_STORY) continue;
      met.add(told_in);
      open.push(told);
    }
  }
  return { from, to: at(last) + DAY };
}

/** The newest contacts that follow each other closely; where nobody spoke, the newest month. */
function together(points: readonly Point[], now: number): Span {
  const contacts = points.filter(({ contact }) => contact).reverse();
  const last = contacts[0];
  if (!last) return span('month', points, now);
  let first = last;
  for (const contact of contacts) {
    if (at(first) - at(contact) > SAME_MATTER) break;
    first = contact;
  }
  return { from: at(first), to: at(last) };
}

/** What is looked at first: the newest story, where it is not long over when the newest contacts begin. */
export function latest(points: readonly Point[], now: number): Span {
  const told = story(points);
  const contacts = together(points, now);
  const shown = told && contacts.from - told.to < SAME_MATTER ? told : contacts;
  return padded(shown, 0.05, LEAST);
}

/** The span that a choice stands for, counted back from the newest interaction. */
export function span(reach: Reach, points: readonly Point[], now: number): Span {
  const last = points[points.length - 1];
  const newest = last ? at(last) : now;
  switch (reach) {
    case 'latest':
      return latest(points, now);
    case 'month':
      return padded({ from: newest - 30 * DAY, to: newest }, 0.04);
    case 'year':
      return padded({ from: newest - 365 * DAY, to: newest }, 0.04);
    case 'all':
      return bounds(points, now);
  }
}

const REACHES: readonly Reach[] = ['latest', 'month', 'year', 'all'];

/** Reads what the address says: a choice, or two moments `FROM~TO` in seconds. */
export function read(text: string | null): Reach | Span {
  const [from, to] = (text ?? '').split('~').map(Number);
  if (from !== undefined && to !== undefined && to > from) return { from: from * 1000, to: to * 1000 };
  return REACHES.find((each) => each === text) ?? 'latest';
}

export const written = ({ from, to }: Span): string => `${Math.round(from / 1000)}~${Math.round(to / 1000)}`;
