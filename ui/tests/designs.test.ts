/** Journeys as they are meant to be: what is still missing, and how versions differ in words. */
import { describe, expect, it } from 'vitest';
import type { By } from '../src/journeys/ask';
import { changes, type Definition, definitionOf, missing, nothing, type Stage, stagesOf } from '../src/journeys/design/design';
import { type Conformance, tooMany } from '../src/journeys/design/deviation';
import { beginnings, gapOf, lengthOf, type Sessions, several } from '../src/journeys/sessions/session';

const stage = (name: string, names: string[], more: Partial<Stage> = {}): Stage => ({ name, names, optional: false, repeatable: false, ...more });
const called = (_: By, name: string) => name.toUpperCase();
const first: Definition = { ...nothing(), job: 'Buy', stages: [stage('look', ['a', 'b']), stage('ask', ['c']), stage('buy', ['d'])], good: ['d'] };

describe('how versions differ', () => {
  it('is said in sentences', () => {
    const after: Definition = {
      ...first, job: 'Get a phone', good: ['e'],
      stages: [stage('buy', ['d'], { repeatable: true }), stage('look', ['a', 'x'], { optional: true }), stage('pay', ['p'])],
    };
    expect(changes(first, after, called)).toEqual([
      'The job was “Buy” and is “Get a phone”.',
      'The stage “ask” is gone.',
      '“buy” may repeat.',
      '“look”: “X” came in.',
      '“look”: “B” went out.',
      '“look” may be left out.',
      'The stage “pay” is new, after “look”.',
      'The order is another: “buy”, then “look”.',
      'It ends well with: “E” came in.',
      'It ends well with: “D” went out.',
    ]);
  });

  it('is nothing where they say the same, whatever is left out', () => {
    expect(changes(first, definitionOf({ job: 'Buy', stages: first.stages.map(({ name, names }) => ({ name, names })), good: ['d'] }), called)).toEqual(['Nothing that is said changed.']);
  });
});

describe('a journey that is written', () => {
  it('says what is missing, one thing after the other', () => {
    expect(missing(nothing())).toContain('what the journey is for');
    expect(missing({ ...first, stages: [] })).toContain('first stage');
    expect(missing({ ...first, stages: [stage('look', ['a']), stage(' ', ['b'])] })).toBe('Stage 2 needs a name.');
    expect(missing({ ...first, stages: [stage('look', [])] })).toContain('Stage 1 needs');
    expect(missing(first)).toBeUndefined();
  });

  it('begins with a way, a stage for each step', () => {
    expect(stagesOf(['web.home'], () => 'Home')).toEqual([stage('Home', ['web.home'], { repeatable: true })]);
  });
});

it('counts as too many what goes back, comes again or belongs nowhere, not what is missing', () => {
  const one = (deviation: object, count: number, cost: number, costed: number) => ({ deviation, count, cost, costed, people: {}, time: null });
  const found = { deviations: [one({ kind: 'back', from: 1, to: 0 }, 3, 900, 2), one({ kind: 'outside', name: 'x' }, 2, 100, 1), one({ kind: 'skipped', stage: 0 }, 9, 0, 0)] };
  expect(tooMany(found as unknown as Conformance)).toEqual({ count: 5, cost: 1000, costed: 3 });
});

describe('sessions', () => {
  const single = (hits: number, of: number) => ({ hits, of, people: of, share: hits / of, low: hits / of - 0.1, high: hits / of + 0.05 });
  const spread = { count: 1, median: 1, low: 1, high: 1, p90: 1 };
  const item = (name: string, hits: number, of: number) => ({ name, single: single(hits, of), length: spread, duration: spread });

  it('go on where they are not of a single interaction, with the interval turned round', () => {
    const other = several(single(75, 100));
    expect(other).toMatchObject({ hits: 25, of: 100, share: 0.25 });
    expect([other.low, other.high].map((each) => each?.toFixed(2))).toEqual(['0.20', '0.35']);
    expect(several({ hits: 0, of: 0, people: 0, share: null, low: null, high: null })).toMatchObject({ share: null, low: null });
  });

  it('stand by how many there are, or by how many go on with those of few at the end', () => {
    const items = [item('few', 1, 10), item('most', 900, 1000), item('long', 20, 100)];
    const names = (order: 'much' | 'share') => beginnings({ items } as unknown as Sessions, order).map(({ name }) => name);
    expect(names('much')).toEqual(['most', 'long', 'few']);
    expect(names('share')).toEqual(['long', 'most', 'few']);
  });

  it('end after a silence that the address says, half an hour unless it does', () => {
    expect([gapOf(null), gapOf('2h'), gapOf('3 weeks')].map(lengthOf)).toEqual([1_800_000, 7_200_000, 1_800_000]);
  });
});
