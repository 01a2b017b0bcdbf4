/** The steps of a request: which can be taken now, what each means, and what has to be said with it. */
import { dayWithYear } from '../../format/dates';
import type { Request, Step } from '../types';
import { LAWS } from '../words';
import { clock, waits } from './clock';

export type Taking = {
  id: 'verify' | 'extend' | 'refuse' | 'complete';
  button: string;
  title: string;
  says: string;
  label: string;
  verb: string;
  done: string;
  danger: boolean;
  step: (said: string) => Step;
};

/** What is handed out or changed needs to be known for theirs. */
const NEEDS_PROOF: readonly Request['kind'][] = ['access', 'portability', 'rectification', 'erasure'];

export const isProven = (request: Request): boolean => request.verified_at != null || !NEEDS_PROOF.includes(request.kind);

export function stepsOf(request: Request, now: number = Date.now()): Taking[] {
  if (!waits(request)) return [];
  const steps: Taking[] = [];
  if (request.verified_at == null) {
    steps.push({
      id: 'verify',
      button: 'Confirm identity',
      title: 'Confirm identity',
      says: 'It was checked that whoever asks is who they say. Only then is anything handed out, changed or erased.',
      label: 'How it was checked',
      verb: 'Confirm it',
      done: 'Confirmed who asks',
      danger: false,
      step: (how) => ({ verify: { how } }),
    });
  }
  if (isProven(request)) {
    steps.push({
      id: 'complete',
      button: 'Close as done',
      title: 'Close as done',
      says: 'The request is closed: they have what they asked for.',
      label: 'What was done',
      verb: 'Close it',
      done: 'Closed as done',
      danger: false,
      step: (note) => ({ complete: { note } }),
    });
  }
  if (request.state === 'open' && LAWS[request.law].extends && clock(request, now).tone !== 'bad') {
    steps.push({
      id: 'extend',
      button: 'Extend',
      title: 'Extend',
      says: `${LAWS[request.law].time} They must have been told why by ${dayWithYear(request.due_at)}.`,
      label: 'Why, as they were told',
      verb: 'Extend it',
      done: 'Extended',
      danger: false,
      step: (reason) => ({ extend: { reason } }),
    });
  }
  steps.push({
    id: 'refuse',
    button: 'Refuse',
    title: 'Refuse',
    says: `The request is closed, which cannot be taken back. They must have been told why.${request.holds.length > 0 ? ' The holds that were placed for it are released.' : ''}`,
    label: 'Why, as they were told',
    verb: 'Refuse it',
    done: 'Closed as refused',
    danger: true,
    step: (reason) => ({ refuse: { reason } }),
  });
  return steps;
}
