import { describe, expect, it } from 'vitest';
import type { Fact, Line } from '../src/api/types';
import { byDay, isContact, joined, parts, passes } from '../src/customers/timeline/days';
import { asked, repeats } from '../src/customers/timeline/repeated';

const line = (id: string, at: string, over: Partial<Line> = {}): Line => ({
  id,
  occurred_at: at,
  channel: 'web',
  touchpoint: 'web.help',
  direction: 'inbound',
  name: 'Help Searched',
  source: 'web',
  facts: 0,
  questions: 0,
  known: true,
  ...over,
});

describe('a timeline', () => {
  const lines = [line('c', '2026-10-17T13:30:00.000Z'), line('b', '2026-10-17T09:00:00.000Z'), line('a', '2026-10-11T11:05:00.000Z')];

  it('is grouped by day', () => {
    expect(byDay(lines).map(({ key, lines: of }) => [key, of.length])).toEqual([
      ['2026-10-17', 2],
      ['2026-10-11', 1],
    ]);
  });

  it('is cut into parts of which each begins its days once', () => {
    const many = Array.from({ length: 70 }, (_, at) => line(`l${at}`, at < 40 ? '2026-10-17T13:30:00.000Z' : '2026-10-11T11:05:00.000Z'));
    expect(parts(many).map((days) => days.map(({ key, begins, lines: of }) => [key, begins, of.length]))).toEqual([
      [['2026-10-17', true, 30]],
      [
        ['2026-10-17', false, 10],
        ['2026-10-11', true, 20],
      ],
      [['2026-10-11', false, 10]],
    ]);
  });

  it('takes in what arrives where it belongs, and each once', () => {
    const live = [line('d', '2026-10-18T08:00:00.000Z'), line('between', '2026-10-12T08:00:00.000Z'), line('b', '2026-10-17T09:00:00.000Z')];
    expect(joined(lines, live).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'between', 'a']);
    expect(joined(joined(lines, live), live)).toEqual(joined(lines, live));
  });

  it('filters what arrives as the server filters what is there', () => {
    const said = line('x', '2026-10-18T08:00:00.000Z', { name: 'Call Answered', text: 'The router keeps blinking', channel: 'phone' });
    expect(passes(said, { text: 'router blink' })).toBe(true);
    expect(passes(said, { text: 'rout blinking' })).toBe(false);
    expect(passes(said, { channel: 'web' })).toBe(false);
    expect(passes(said, {})).toBe(true);
  });

  it('knows contacts from what a system recorded', () => {
    expect(isContact(line('x', '2026-10-18T08:00:00.000Z'))).toBe(false);
    expect(isContact(line('x', '2026-10-18T08:00:00.000Z', { employee: 'E-12' }))).toBe(true);
    expect(isContact(line('x', '2026-10-18T08:00:00.000Z', { questions: 1 }))).toBe(true);
  });
});

describe('a question', () => {
  const fact = (over: Partial<Fact>): Fact => ({
    name: 'problem',
    value: 'line drops',
    source: 'shop',
    learnt_at: '2026-10-17T13:30:00.000Z',
    first_learnt_at: '2026-10-08T10:40:00.000Z',
    times: 4,
    fresh: true,
    newest: true,
    known: true,
    interaction: 'i_1',
    ...over,
  });
  const question = (purpose: string) => [{ fact: 'problem', purpose }];

  it('is repeated when the answer was there before', () => {
    expect(repeats(asked(question('service'), [fact({})], '2026-10-09T09:15:00.000Z'))).toBe(1);
    expect(repeats(asked(question('service'), [fact({})], '2026-10-08T10:40:00.000Z'))).toBe(0);
  });

  it('is not repeated to verify who it is, nor where the answer was only claimed or out of date', () => {
    expect(repeats(asked(question('verification'), [fact({})], '2026-10-09T09:15:00.000Z'))).toBe(0);
    expect(repeats(asked(question('service'), [fact({ known: false })], '2026-10-09T09:15:00.000Z'))).toBe(0);
    expect(repeats(asked(question('service'), [fact({ valid_until: '2026-10-09T00:00:00.000Z' })], '2026-10-09T09:15:00.000Z'))).toBe(0);
  });
});
