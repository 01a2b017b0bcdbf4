/** Which part of a person's line is looked at first, and what the address says of it. */
import { padded, type Span } from '../../charts/span';
import type { Line } from '../../api/types';
import { isContact } from '../timeline/days';

const DAY = 86_400_000;

/** Contacts that lie further apart than this are hardly about the same matter. */
const SAME_MATTER = 14 * DAY;
const LEAST = 4 * DAY;

export type Reach = 'latest' | 'month' | 'year' | 'all';

const at = (line: Pick<Line, 'occurred_at'>) => Date.parse(line.occurred_at);

/** The time of all lines, newest first, and of those from `since` on that are not read yet, with some room. */
export function bounds(lines: readonly Line[], now: number, since?: string | null): Span {
  const [newest, oldest] = [lines[0], lines[lines.length - 1]];
  if (!newest || !oldest) return { from: now - LEAST, to: now };
  const from = since == null ? at(oldest) : Math.min(at(oldest), Date.parse(since));
  return padded({ from, to: at(newest) }, 0.04, LEAST);
}

/** The newest contacts that follow each other closely; where nobody spoke, the newest month. */
export function latest(lines: readonly Line[], now: number): Span {
  const contacts = lines.filter(isContact);
  const last = contacts[0];
  if (!last) return span('month', lines, now, bounds(lines, now));
  let first = last;
  for (const contact of contacts) {
    if (at(first) - at(contact) > SAME_MATTER) break;
    first = contact;
  }
  return padded({ from: at(first), to: at(last) }, 0.12, LEAST);
}

/** The span that a choice stands for, counted back from the newest interaction. */
export function span(reach: Reach, lines: readonly Line[], now: number, all: Span): Span {
  const newest = lines[0] ? at(lines[0]) : now;
  switch (reach) {
    case 'latest':
      return latest(lines, now);
    case 'month':
      return padded({ from: newest - 30 * DAY, to: newest }, 0.04);
    case 'year':
      return padded({ from: newest - 365 * DAY, to: newest }, 0.04);
    case 'all':
      return all;
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
