/** Moments as people read them: relative where it is near, absolute on hover. Times on the wire are UTC; shown is the reader's zone. */
import { locale } from './locale';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
const precise = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** "5 minutes ago", "last week", "2 years ago"; what lies ahead is "in 3 days". */
export function ago(at: string | number, now: number = Date.now()): string {
  const milliseconds = new Date(at).getTime() - now;
  const size = Math.abs(milliseconds);
  if (size < 45_000) return 'just now';
  if (size < HOUR) return relative.format(Math.round(milliseconds / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(milliseconds / HOUR), 'hour');
  if (size < 14 * DAY) return relative.format(Math.round(milliseconds / DAY), 'day');
  if (size < 60 * DAY) return relative.format(Math.round(milliseconds / (7 * DAY)), 'week');
  if (size < 730 * DAY) return relative.format(Math.round(milliseconds / (30.44 * DAY)), 'month');
  return relative.format(Math.round(milliseconds / (365.25 * DAY)), 'year');
}

export const timeOfDay = (at: string | number): string => clock.format(new Date(at));
export const inFull = (at: string | number): string => full.format(new Date(at));
export const toTheSecond = (at: string | number): string => precise.format(new Date(at));

/** "8 Oct" within the year that is asked about, "8 Oct 2023" beyond it. */
export function day(at: string | number, now: number = Date.now()): string {
  const moment = new Date(at);
  return moment.getFullYear() === new Date(now).getFullYear() ? shortDate.format(moment) : date.format(moment);
}

export const dayWithYear = (at: string | number): string => date.format(new Date(at));

/** The heading of a day in a timeline: "Today", "Yesterday", else with its weekday. */
export function dayHeading(at: string | number, now: number = Date.now()): string {
  const key = dayKey(at);
  if (key === dayKey(now)) return 'Today';
  if (key === dayKey(now - DAY)) return 'Yesterday';
  return weekday.format(new Date(at));
}

/** The reader's day that a moment falls in, to group by: `2026-10-08`. */
export function dayKey(at: string | number): string {
  const moment = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
