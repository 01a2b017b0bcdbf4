import { describe, expect, it } from 'vitest';
import { type BandPoint, stretches } from '../src/charts/bands';
import { clustered } from '../src/charts/cluster';
import { moved, padded, within, zoomed } from '../src/charts/span';
import { isTable, turned } from '../src/charts/tables';
import { latest, read, story, written } from '../src/customers/line/focus';
import { laidOut } from '../src/data/identity/circle';
import type { Point } from '../src/api/types';

const HOUR = 3_600_000;
const BOUNDS = { from: 0, to: 100 * HOUR };

describe('a span of time', () => {
  it('stays within its bounds and keeps its length', () => {
    expect(within({ from: -10 * HOUR, to: 10 * HOUR }, BOUNDS)).toEqual({ from: 0, to: 20 * HOUR });
    expect(within({ from: 90 * HOUR, to: 110 * HOUR }, BOUNDS)).toEqual({ from: 80 * HOUR, to: 100 * HOUR });
    expect(within({ from: -50 * HOUR, to: 500 * HOUR }, BOUNDS)).toEqual(BOUNDS);
  });

  it('zooms around the moment that is pointed at', () => {
    const near = zoomed({ from: 0, to: 40 * HOUR }, 0.5, 0.25, BOUNDS);
    expect(near).toEqual({ from: 5 * HOUR, to: 25 * HOUR });
    expect(near.from + (near.to - near.from) * 0.25).toBe(10 * HOUR);
  });

  it('moves by a share, and not beyond the end', () => {
    expect(moved({ from: 0, to: 40 * HOUR }, 0.5, BOUNDS)).toEqual({ from: 20 * HOUR, to: 60 * HOUR });
    expect(moved({ from: 60 * HOUR, to: 100 * HOUR }, 0.5, BOUNDS)).toEqual({ from: 60 * HOUR, to: 100 * HOUR });
    expect(padded({ from: 10, to: 10 }, 0.1, 4)).toEqual({ from: 8, to: 12 });
  });
});

it('each chart of a page is turned into a table for itself', () => {
  const one = turned(new URLSearchParams('by=channel'), 'Who asks again');
  expect(one).toBe('who-asks-again');
  const both = turned(new URLSearchParams({ tables: one }), 'Effort by week');
  const query = new URLSearchParams({ tables: both });
  expect([isTable(query, 'Who asks again'), isTable(query, 'Effort by week'), isTable(query, 'Effort')]).toEqual([true, true, false]);
  expect(turned(query, 'Who asks again')).toBe('effort-by-week');
  expect(turned(new URLSearchParams({ tables: one }), 'Who asks again')).toBe('');
});

describe('points that would lie on each other', () => {
  it('are one, lane by lane', () => {
    const points = [
      { lane: 'a', x: 0 },
      { lane: 'b', x: 2 },
      { lane: 'a', x: 5 },
      { lane: 'a', x: 30 },
    ];
    expect(clustered(points, 7).map(({ lane, from, to, points: of }) => [lane, from, to, of.length])).toEqual([
      ['a', 0, 5, 2],
      ['b', 2, 2, 1],
      ['a', 30, 30, 1],
    ]);
  });
});

describe('the line', () => {
  const point = (at: string, contact = true, again: string[] = []): Point => ({
    id: at, occurred_at: at, channel: 'phone', touchpoint: '', direction: 'inbound', name: '', contact, asked: [],
    asked_again: again.map((told_in) => ({ fact: 'problem', told_in })), told: [],
  });
  const now = Date.parse('2026-11-22T12:00:00Z');

  it('looks first at the newest contacts that follow each other', () => {
    const points = [
      point('2026-03-01T10:00:00Z'),
      point('2026-10-08T10:40:00Z'),
      point('2026-10-11T11:05:00Z'),
      point('2026-10-17T13:55:00Z'),
      point('2026-10-20T16:18:09Z', false),
    ];
    const span = latest(points, now);
    expect(span.from).toBeLessThan(Date.parse('2026-10-08T10:40:00Z'));
    expect(span.from).toBeGreaterThan(Date.parse('2026-10-01T00:00:00Z'));
    expect(span.to).toBeGreaterThan(Date.parse('2026-10-17T13:55:00Z'));
    expect(story(points)).toBeUndefined();
  });

  it('looks first at the story in which somebody was asked again, from where they told it', () => {
    const [told, once, twice] = ['2026-10-08T10:40:00Z', '2026-10-09T09:15:00Z', '2026-10-17T13:30:00Z'];
    const points = [point('2026-10-03T19:00:00Z'), point(told), point(once, true, [told]), point(twice, true, [once, '2024-01-01T00:00:00Z'])];
    expect(story(points)).toEqual({ from: Date.parse(told), to: Date.parse(twice) + 24 * HOUR });
    const span = latest(points, now);
    expect(span.from).toBeGreaterThan(Date.parse('2026-10-03T19:00:00Z'));
    expect(span.from).toBeLessThan(Date.parse(told));
  });

  it('is what the address says', () => {
    expect(read(null)).toBe('latest');
    expect(read('year')).toBe('year');
    expect(read('nonsense')).toBe('latest');
    expect(read(written({ from: 1_000_000, to: 2_000_000 }))).toEqual({ from: 1_000_000, to: 2_000_000 });
  });
});

describe('the picture of links', () => {
  it('has every end once, and says whose it is not', () => {
    const link = { id: 'l_1', state: 'active', identifiers: ['email:a', 'device:d'], decisions: [], evidence: { asserted: false, only_public: false } };
    const { nodes, edges } = laidOut(['email:a', 'phone:1'], [link], 100, 50);
    expect(nodes.map(({ text, inPerson }) => [text, inPerson])).toEqual([
      ['email:a', true],
      ['phone:1', true],
      ['device:d', false],
    ]);
    expect(edges[0]?.a.text).toBe('email:a');
  });
});

describe('a line in its band', () => {
  const point = (slot: number, few = false): BandPoint => ({ slot, value: 1, low: 0, high: 2, few, label: '', head: '', said: [], opens: '' });

  it('goes through neighbours that rest on enough, and through nothing else', () => {
    const runs = stretches([point(0), point(1), point(2, true), point(3), point(4), point(6), { ...point(7), low: null }]);
    expect(runs.map((run) => run.map(({ slot }) => slot))).toEqual([[0, 1], [3, 4]]);
    expect(stretches([])).toEqual([]);
  });
});
