/** A funnel as the address carries it: its steps, its window, what must not come between. */
import type { components } from '../../api/schema';
import type { By, Filter } from '../ask';

export type Exclusion = { names: string[]; after: number; before: number };
export type Definition = {
  /** Of each step the names of which any is the step. */
  steps: string[][];
  window: Window;
  /** Whether the window is from step to step. */
  previous: boolean;
  /** Whether nothing else may come between. */
  strict: boolean;
  exclusions: Exclusion[];
};
export type Unit = 'm' | 'h' | 'd';
export type Window = { amount: number; unit: Unit };

export const UNITS: readonly { value: Unit; label: string }[] = [
  { value: 'm', label: 'minutes' },
  { value: 'h', label: 'hours' },
  { value: 'd', label: 'days' },
];
const MILLISECONDS: Record<Unit, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** So many steps are taken at most; the functions take as many. */
export const MOST_STEPS = 64;
/** Ten years: no window is longer. */
const LONGEST = 3650 * MILLISECONDS.d;

const names = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
const step = (value: unknown): number => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : 0);

function list(text: string | null): unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

export function windowOf(text: string | null): Window {
  const [, amount = '14', unit = 'd'] = /^(\d{1,5})([mhd])$/.exec(text ?? '') ?? [];
  return { amount: Number(amount), unit: unit as Unit };
}

export const lengthOf = ({ amount, unit }: Window): number => Math.min(amount * MILLISECONDS[unit], LONGEST);

/** What an address says; what cannot be read of it is left out. */
export function read(query: URLSearchParams): Definition {
  const steps = list(query.get('steps')).map(names).filter((each) => each.length > 0).slice(0, MOST_STEPS);
  const exclusions = list(query.get('without')).flatMap((value): Exclusion[] => {
    const [excluded, after, before] = Array.isArray(value) ? value : [];
    return [{ names: names(excluded), after: step(after), before: step(before) }];
  });
  return {
    steps,
    window: windowOf(query.get('window')),
    previous: query.get('from') === 'previous',
    strict: query.get('strict') === 'yes',
    exclusions: exclusions.filter((each) => each.names.length > 0 && each.after < each.before && each.before < steps.length),
  };
}

export const writtenSteps = (steps: readonly (readonly string[])[]): string | undefined => (steps.length === 0 ? undefined : JSON.stringify(steps));
export const writtenExclusions = (exclusions: readonly Exclusion[]): string | undefined =>
  exclusions.length === 0 ? undefined : JSON.stringify(exclusions.map((each) => [each.names, each.after, each.before]));

/** A list with one of its things moved by one place. */
export function moved<T>(all: readonly T[], at: number, by: 1 | -1): T[] {
  const [one, other] = [all[at], all[at + by]];
  if (one === undefined || other === undefined) return [...all];
  return all.map((each, index) => (index === at ? other : index === at + by ? one : each));
}

export const asked = (of: Definition, by: By, filter: Filter): components['schemas']['AskFunnel'] => ({
  by,
  filter,
  steps: of.steps,
  window: lengthOf(of.window),
  window_from_previous: of.previous,
  strict: of.strict,
  exclusions: of.exclusions,
});
