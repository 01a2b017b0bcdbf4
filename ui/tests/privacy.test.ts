/** What is decided on the pages of privacy: clocks, steps of requests, lengths of time. */
import { describe, expect, it } from 'vitest';
import { clock } from '../src/privacy/requests/clock';
import type { Request } from '../src/privacy/types';
import { stepsOf } from '../src/privacy/requests/steps';
import { daysOf, howLong, inUnits } from '../src/privacy/retention/days';

const DAY = 86_400_000;
const at = (days: number) => new Date(days * DAY).toISOString();
const waiting = { received_at: at(0), due_at: at(30) };

describe('the clock of a request', () => {
  it('says what is left, and how much is over', () => {
    expect(clock(waiting, 15 * DAY)).toEqual({ over: 0.5, says: '15 days left', tone: 'plain' });
    expect(clock(waiting, 24 * DAY)).toMatchObject({ says: '6 days left', tone: 'warn' });
    expect(clock(waiting, 29 * DAY)).toMatchObject({ says: '24 hours left', tone: 'warn' });
    expect(clock(waiting, 30 * DAY - 1)).toMatchObject({ says: 'less than an hour left' });
  });

  it('says by how much it is overdue', () => {
    expect(clock(waiting, 33 * DAY)).toEqual({ over: 1, says: 'overdue by 3 days', tone: 'bad' });
  });

  it('does not run before the receipt, nor divide by nothing', () => {
    expect(clock(waiting, -5 * DAY).over).toBe(0);
    expect(clock({ received_at: at(1), due_at: at(1) }, DAY).over).toBe(1);
  });
});

const NOW = Date.parse('2026-03-10T00:00:00Z');
const base: Request = {
  id: 'r_1',
  kind: 'access',
  law: 'gdpr',
  identifiers: [],
  purposes: [],
  channel: 'letter',
  note: '',
  received_at: '2026-03-01T00:00:00.000Z',
  filed_by: 'user:ana',
  due_at: '2026-04-01T23:59:59.999Z',
  overdue: false,
  state: 'open',
  outcome: '',
  holds: [],
};
const ids = (changes: Partial<Request>) => stepsOf({ ...base, ...changes }, NOW).map(({ id }) => id);

describe('the steps of a request', () => {
  it('hand nothing out before it is known who asks', () => {
    expect(ids({})).toEqual(['verify', 'extend', 'refuse']);
    expect(ids({ verified_at: base.received_at })).toEqual(['complete', 'extend', 'refuse']);
    expect(ids({ kind: 'withdrawal' })).toEqual(['verify', 'complete', 'extend', 'refuse']);
  });

  it('extend once, in time, where the law allows it', () => {
    expect(ids({ state: 'extended' })).not.toContain('extend');
    expect(ids({ law: 'lgpd' })).not.toContain('extend');
    expect(ids({ due_at: '2026-03-09T00:00:00.000Z' })).not.toContain('extend');
  });

  it('end with the answer', () => {
    expect(ids({ state: 'done' })).toEqual([]);
    expect(ids({ state: 'refused' })).toEqual([]);
  });
});

describe('how long something is kept', () => {
  it('is said in the largest whole unit', () => {
    expect([1, 45, 60, 365, 730, 400].map(howLong)).toEqual(['1 day', '45 days', '2 months', '1 year', '2 years', '400 days']);
  });

  it('is set within what a rule may say', () => {
    expect(daysOf('2', 'year')).toBe(730);
    expect(daysOf('0.5', 'month')).toBe(15);
    expect([daysOf('', 'day'), daysOf('0', 'day'), daysOf('x', 'day'), daysOf('101', 'year')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('comes back from days as it was set', () => {
    for (const days of [1, 45, 60, 365, 730, 400]) {
      const { number, unit } = inUnits(days);
      expect(daysOf(number, unit)).toBe(days);
    }
  });
});
