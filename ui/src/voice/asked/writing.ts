/** The rules while they are written: everything is a text, and what is empty is no rule. */
import type { OfSurvey, Rules } from './reasons';

export type Line = { survey: string; rate: string; invitations: string; days: string; each: string };
export type Written = { between: string; times: string; within: string; from: string; until: string; zone: string; lines: Line[] };

export const EACH = [
  { value: '', label: 'of the survey' },
  { value: 'touchpoint', label: 'for each touchpoint' },
  { value: 'department', label: 'for each department' },
  { value: 'employee', label: 'for each employee' },
  { value: 'location', label: 'for each location' },
] as const;

const text = (value: number | null | undefined): string => (value == null ? '' : String(value));

export function writtenOf({ days_between = 30, at_most, quiet_hours, surveys = {} }: Rules, zone: string): Written {
  const lines = Object.entries(surveys).map(([survey, { rate, quota }]) => ({ survey, rate: rate == null ? '' : String(Math.round(rate * 10_000) / 100), invitations: text(quota?.invitations), days: text(quota?.days), each: quota?.each ?? '' }));
  return { between: text(days_between), times: text(at_most?.times), within: text(at_most?.days), from: quiet_hours?.from ?? '', until: quiet_hours?.until ?? '', zone: quiet_hours?.time_zone ?? zone, lines };
}

const number = (typed: string): number => Number(typed.trim().replace(',', '.'));
const given = (...typed: readonly string[]): boolean => typed.some((each) => each.trim() !== '');

/** A line that says nothing is none. */
function ofSurvey({ rate, invitations, days, each }: Line): OfSurvey | undefined {
  const quota = given(invitations, days) ? { invitations: number(invitations), days: number(days), each: EACH.find(({ value }) => value !== '' && value === each)?.value || null } : null;
  return given(rate) || quota ? { rate: given(rate) ? number(rate) / 100 : null, quota } : undefined;
}

/** The rules as the server reads them. */
export function rulesOf({ between, times, within, from, until, zone, lines }: Written): Rules {
  return {
    days_between: given(between) ? number(between) : 0,
    at_most: given(times, within) ? { times: number(times), days: number(within) } : null,
    quiet_hours: given(from, until) ? { from: from.trim(), until: until.trim(), time_zone: zone.trim() } : null,
    surveys: Object.fromEntries(lines.flatMap((line) => { const of = ofSurvey(line); return of === undefined || line.survey === '' ? [] : [[line.survey, of]]; })),
  };
}

/** What is wrong before it is sent, in a sentence; the server knows the rest. */
export function wrongIn({ between, times, within, from, until, lines }: Written): string | undefined {
  const numbers = [between, times, within, ...lines.flatMap((line) => [line.rate, line.invitations, line.days])];
  if (numbers.some((typed) => given(typed) && !(number(typed) >= 0))) return 'Write numbers, or leave a field empty.';
  if (given(times) !== given(within)) return 'How often at most needs both numbers: times, and within how many days.';
  if (given(from) !== given(until)) return 'Quiet hours need a beginning and an end.';
  if (lines.some((line) => given(line.invitations) !== given(line.days))) return 'A quota needs both numbers: invitations, and within how many days.';
  return undefined;
}
