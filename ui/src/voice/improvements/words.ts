/** What improvements and their effects are called. */
import type { components } from '../../api/schema';
import { locale } from '../../format/locale';
import { NO_DATA } from '../../format/numbers';

type Schemas = components['schemas'];

export type Improvement = Schemas['Improvement'];
/** An improvement on record, with its name and version. */
export type Kept = Schemas['Shown_Improvement'];
export type KeptWithVersions = Schemas['ShownOfMany_Improvement'];
export type Effect = Schemas['WireEffect'];
export type Measured = Schemas['Measured'];
export type State = Schemas['ImprovementState'];
export type FindingKind = Schemas['FindingKind'];

export const STATES: Record<State, { said: string; tone: 'plain' | 'accent' | 'good' | 'warn' }> = {
  planned: { said: 'planned', tone: 'plain' },
  changed: { said: 'changed', tone: 'accent' },
  kept: { said: 'kept', tone: 'good' },
  dropped: { said: 'dropped', tone: 'warn' },
};

export const FINDINGS: Record<FindingKind, string> = {
  driver: 'A driver of a score',
  theme: 'A theme',
  repeated_question: 'A repeated question',
  note: 'A note of an employee',
  score: 'A score',
  journey: 'A way that people go',
  other: 'Something else',
};

/** What can be measured, by a key of its own. */
export const MEASURES = [
  { value: 'repeated_requests', label: 'Repeated requests, percent of contacts' },
  { value: 'effort', label: 'Effort, 0 to 100' },
  { value: 'nps', label: 'NPS' },
  { value: 'csat', label: 'CSAT, percent of the two highest' },
  { value: 'ces', label: 'CES, mean' },
  { value: 'stars', label: 'Stars, mean' },
  { value: 'rating', label: 'Rating, mean' },
  { value: 'satisfaction', label: 'Satisfaction, percent of the two highest' },
] as const;

export const keyOf = (measured: Measured): string => (measured.of === 'score' ? measured.scale : measured.of);
export const measuredBy = (key: string): Measured => (key === 'effort' || key === 'repeated_requests' ? { of: key } : { of: 'score', scale: key });
export const measureInWords = (measured: Measured): string => MEASURES.find(({ value }) => value === keyOf(measured))?.label ?? keyOf(measured);

const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

export const numberOf = (value: number | null | undefined): string => (value == null ? NO_DATA : plain.format(value));
/** "+12.1 (8.2 to 16.0)". */
export const effectOf = ({ effect, low, high }: Pick<Effect, 'effect' | 'low' | 'high'>): string =>
  effect == null || low == null || high == null ? NO_DATA : `${signed.format(effect)} (${signed.format(low)} to ${signed.format(high)})`;

/** Whether an effect is good, bad or cannot be told. */
export function toneOf({ effect, low, high, less_is_better }: Effect): 'good' | 'bad' | 'plain' {
  if (effect == null || low == null || high == null || (low <= 0 && high >= 0)) return 'plain';
  return effect > 0 !== less_is_better ? 'good' : 'bad';
}

/** What a title becomes in an address. */
export const nameFor = (title: string): string =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
