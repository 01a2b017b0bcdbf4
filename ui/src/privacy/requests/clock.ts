/** The clock of a request: how much of its time is over, and what is left, in words. */
import { many } from '../../format/numbers';
import type { Request } from '../types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What is due within these days asks for attention. */
const SOON = 7;

export type Clock = { over: number; says: string; tone: 'plain' | 'warn' | 'bad' };

/** A length of time as people say it: whole days, below two days whole hours. */
function length(milliseconds: number): string {
  if (milliseconds < HOUR) return 'less than an hour';
  return milliseconds < 2 * DAY ? many(Math.floor(milliseconds / HOUR), 'hour') : many(Math.floor(milliseconds / DAY), 'day');
}

export function clock({ received_at, due_at }: Pick<Request, 'received_at' | 'due_at'>, now: number = Date.now()): Clock {
  const received = new Date(received_at).getTime();
  const due = new Date(due_at).getTime();
  const left = due - now;
  if (left < 0) return { over: 1, says: `overdue by ${length(-left)}`, tone: 'bad' };
  const over = due <= received ? 1 : Math.min(Math.max((now - received) / (due - received), 0), 1);
  return { over, says: `${length(left)} left`, tone: left < SOON * DAY ? 'warn' : 'plain' };
}

export const waits = ({ state }: Pick<Request, 'state'>): boolean => state === 'open' || state === 'extended';
