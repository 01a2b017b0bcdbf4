/** The pure parts of the journeys' pages: addresses, layouts, intervals, files. */
import { describe, expect, it } from 'vitest';
import { beside } from '../src/charts/marks';
import { fitted } from '../src/charts/words';
import { csv } from '../src/journeys/export/csv';
import { before, between, filterOf, packed, unpacked } from '../src/journeys/filter/filter';
import { lasting } from '../src/journeys/numbers';
import { pageOf } from '../src/journeys/people/behind';
import { type FlowLink, type FlowNode, placed, ribbon, type Size } from '../src/journeys/paths/sankey';

const NOW = Date.parse('2026-11-22T10:30:00Z');

describe('a filter in the address', () => {
  it('is of contacts of customers of all time, unless it says more', () => {
    const nothing = filterOf(new URLSearchParams(), NOW);
    expect(nothing).toMatchObject({ from: null, until: null, contacts: true, side: 'customer', channels: [], names: [] });
    const query = new URLSearchParams({ time: '2026-03-01..2026-03-31', all: 'yes', side: 'employee', channel: 'web~phone' });
    expect(filterOf(query, NOW)).toMatchObject({
      from: '2026-03-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z', contacts: false, side: 'employee', channels: ['web', 'phone'],
    });
    expect(filterOf(new URLSearchParams({ 'b.channel': 'app', channel: 'web' }), NOW, 'b.').channels).toEqual(['app']);
  });

  it('keeps any name whole, also none', () => {
    for (const names of [['a~b', 'c%7Ed', '50%'], [''], ['', 'x'], []]) expect(unpacked(packed(names))).toEqual(names);
  });

  it('counts days of UTC, the last one with it, either way round', () => {
    expect(between('30d', NOW)).toEqual({ from: Date.parse('2026-10-24'), until: undefined });
    expect(between('2026-03-31..2026-03-01', NOW)).toEqual(between('2026-03-01..2026-03-31', NOW));
    expect(between('2026-03-01..', NOW).until).toBeUndefined();
    expect(between('nonsense', NOW)).toEqual({ from: undefined, until: undefined });
  });

  it('knows the span before, of the same length', () => {
    expect(before('2026-03-01..2026-03-31', NOW)).toBe('2026-01-29..2026-02-28');
    expect(before('30d', NOW)).toBe('2026-09-24..2026-10-23');
    expect(before('', NOW)).toBeUndefined();
  });
});

describe('a Sankey diagram', () => {
  const size: Size = { width: 600, height: 300, bar: 10, gap: 10, slot: 30, right: 90 };
  const nodes: FlowNode[] = [
    { id: 'a', depth: 0, value: 60, ended: 0 },
    { id: 'b', depth: 0, value: 40, ended: 0 },
    { id: 'others', depth: 0, value: 90, ended: 0, last: true },
    { id: 'x', depth: 1, value: 40, ended: 0 },
    { id: 'y', depth: 1, value: 50, ended: 0 },
    { id: 'tiny', depth: 1, value: 1, ended: 1 },
  ];
  const links: FlowLink[] = [
    { from: 'a', to: 'y', value: 50 },
    { from: 'b', to: 'x', value: 39 },
    { from: 'b', to: 'tiny', value: 1 },
    { from: 'others', to: 'x', value: 1 },
  ];
  const drawing = placed(nodes, links, size);
  const node = (id: string) => drawing.nodes.find((each) => each.id === id)!;

  it('keeps nodes apart and within the picture', () => {
    for (const depth of [0, 1]) {
      const column = drawing.nodes.filter((each) => each.depth === depth).sort((a, b) => a.y - b.y);
      column.slice(1).forEach((each, at) => expect(each.y).toBeGreaterThanOrEqual(column[at]!.y + Math.max(column[at]!.height + 10, 30) - 0.01));
      for (const each of column) expect(each.y + each.height).toBeLessThanOrEqual(300.01);
    }
  });

  it('draws everything at one scale', () => {
    expect(node('a').height / node('b').height).toBeCloseTo(1.5);
    const [thickest] = [...drawing.links].sort((a, b) => b.value - a.value);
    expect(thickest!.thick / 50).toBeCloseTo(node('a').height / 60);
  });

  it('lets ribbons not cross that need not, and keeps the rest at the foot', () => {
    expect(node('y').y).toBeLessThan(node('x').y);
    expect(node('others').y).toBeGreaterThan(node('b').y);
  });

  it('lets ribbons begin and end at their nodes', () => {
    for (const link of drawing.links) {
      expect(link.x0).toBe(node(link.from).x + 10);
      expect(link.x1).toBe(node(link.to).x);
      expect(link.y0 - link.thick / 2).toBeGreaterThanOrEqual(node(link.from).y - 0.5);
      expect(link.y1 + link.thick / 2).toBeLessThanOrEqual(node(link.to).y + node(link.to).height + 0.5);
    }
    expect(ribbon(drawing.links[0]!)).toMatch(/^M[\d.]+ [\d.]+C.*Z$/);
  });

  it('goes back in time from right to left', () => {
    const back = placed(nodes, links, { ...size, mirrored: true });
    const at = (id: string) => back.nodes.find((each) => each.id === id)!;
    expect(at('a').x).toBeGreaterThan(at('x').x);
    for (const link of back.links) expect([link.x0, link.x1]).toEqual([at(link.to).x + 10, at(link.from).x]);
  });

  it('is empty of nothing', () => expect(placed([], [], size)).toEqual({ nodes: [], links: [], step: 0 }));
});

describe('walking through a picture', () => {
  const marks = [
    { id: 'a', x: 0, y: 0, label: '' },
    { id: 'b', x: 100, y: 5, label: '' },
    { id: 'c', x: 60, y: 80, label: '' },
    { id: 'd', x: 0, y: 90, label: '' },
  ];
  it('goes to what lies ahead, and stays at the edge', () => {
    const [a] = marks;
    expect(beside(marks, a!, 'right')?.id).toBe('b');
    expect(beside(marks, a!, 'down')?.id).toBe('d');
    expect(beside(marks, a!, 'left')).toBeUndefined();
  });
});

describe('what is said of figures', () => {
  it('gives times in the largest unit that leaves one', () => {
    expect(lasting(37_709)).toBe('38 seconds');
    expect(lasting(7_200_000)).toBe('2 hours');
    expect(lasting(191_684_000)).toBe('2.2 days');
    expect(lasting(0)).toBe('0 seconds');
    expect(lasting(null)).toBe('–');
  });

  it('cuts words to the room there is', () => {
    expect(fitted('Web', 100)).toBe('Web');
    expect(fitted('Call center · switchboard', 80, 8)).toBe('Call cent…');
    expect(fitted('Web', 5)).toBe('');
  });

  it('is saved as CSV that a spreadsheet takes for what it is', () => {
    expect(csv([['name', 'people'], ['a, "b"', 3], ['=1+1', null], ['two\nlines', 0.5]])).toBe('name,people\r\n"a, ""b""",3\r\n\'=1+1,\r\n"two\nlines",0.5\r\n');
  });
});

describe('the people behind a figure', () => {
  it('are read page by page until all are there', async () => {
    const asked: number[] = [];
    const behind = { title: '', read: async ({ skip, limit }: { skip: number; limit: number }) => {
      asked.push(skip);
      return { items: Array.from({ length: Math.min(limit, 50 - skip) }, () => ({}) as never), total: 50 };
    } };
    const { signal } = new AbortController();
    const first = await pageOf(behind, undefined, signal);
    const second = await pageOf(behind, first.next ?? undefined, signal);
    expect([asked, first.next, second.next]).toEqual([[0, 30], '30', null]);
  });
});
