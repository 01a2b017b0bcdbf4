/** What alerts and their rules are called. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];

export type Alert = Schemas['WireAlert'];
export type AlertState = Schemas['AlertState'];
export type Rule = Schemas['AlertRule'];
export type When = Schemas['AlertWhen'];
/** A rule on record, with its name and version. */
export type KeptRule = Schemas['Shown_AlertRule'];

export const STATES: Record<AlertState, { said: string; tone: 'plain' | 'accent' | 'good' | 'warn' }> = {
  open: { said: 'open', tone: 'accent' },
  seen: { said: 'seen', tone: 'plain' },
  done: { said: 'done', tone: 'good' },
  reopened: { said: 'open again', tone: 'warn' },
};

export const SCALES = [
  { value: 'nps', label: 'NPS', usual: 6 },
  { value: 'csat', label: 'CSAT', usual: 2 },
  { value: 'ces', label: 'CES', usual: 3 },
  { value: 'stars', label: 'Stars', usual: 2 },
  { value: 'rating', label: 'Rating', usual: 2 },
  { value: 'satisfaction', label: 'Satisfaction', usual: 2 },
] as const;

export const EMOTIONS = ['anger', 'disgust', 'fear', 'sadness', 'surprise', 'joy', 'trust', 'anticipation'].map((value) => ({ value, label: value }));

export const CUES = [
  { value: 'leaving', label: 'they leave' },
  { value: 'escalation', label: 'they go further: complaint, lawyer' },
  { value: 'told_before', label: 'they said it before' },
  { value: 'repeated', label: 'it happened before' },
  { value: 'waiting', label: 'they wait' },
  { value: 'no_answer', label: 'nobody answers' },
  { value: 'passed_on', label: 'they were sent on' },
  { value: 'broken_promise', label: 'a promise was broken' },
  { value: 'unresolved', label: 'it is not solved' },
  { value: 'effort', label: 'it costs them work' },
] as const;

/** A condition in words. */
export function whenInWords(when: When): string {
  switch (when.kind) {
    case 'score':
      return `${SCALES.find(({ value }) => value === when.scale)?.label ?? when.scale} of ${when.at_most} or less`;
    case 'negative':
      return `discontent, at least ${Math.round(when.at_least * 100)} % sure`;
    case 'emotion':
      return `${when.emotion} of at least ${when.at_least}`;
    case 'cue':
      return `in the text: ${CUES.find(({ value }) => value === when.cue)?.label ?? when.cue}`;
  }
}

/** Where a rule holds, in words. */
export function whereInWords(rule: Rule): string {
  const named = [...(rule.touchpoints ?? []), ...(rule.departments ?? []), ...(rule.channels ?? [])];
  return named.length === 0 ? 'anywhere' : named.join(', ');
}
