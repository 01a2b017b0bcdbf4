/** The pure parts of the journeys' pages: addresses, layouts, intervals, files. */
import { describe, expect, it } from 'vitest';
import { beside } from '../src/charts/marks';
import { fitted } from '../src/charts/words';
import { csv } from '../src/journeys/export/csv';
import { before, between, filterOf, narrowed, packed, packedConditions, unpacked, unpackedConditions } from '../src/journeys/filter/filter';
import { BEGIN, END, graphOf } from '../src/journeys/map/graph';
import { along, curve, downwards, labelled, layered } from '../src/journeys/map/layered';
import { lengthOf, moved, read, writtenExclusions, writtenSteps } from '../src/journeys/funnel/definition';
import { difference, open as isOpen, wilson } from '../src/journeys/intervals';
import { begins, cellsOf, strength } from '../src/journeys/cohorts/table';
import { ranked } from '../src/journeys/repeats/ranked';
import { episodesOf } from '../src/journeys/effort/window';
import { around, order, pointAt, run, warmth } from '../src/journeys/silos/ring';
import { costOf } from '../src/journeys/silos/silos';
import { type Deviation, said } from '../src/journeys/design/deviation';
import { reach, shownOf, toldFirst, tone } from '../src/journeys/moments/moment';
import { difference as differenceSaid, lasting } from '../src/journeys/numbers';
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

  it('keeps conditions that were typed, and takes nothing else for one', () => {
    const conditions = [{ what: 'page.kind', values: ['a~b', '50%', 'c, d'] }, { what: 'price', values: ['7'] }];
    expect(unpackedConditions(packedConditions(conditions))).toEqual(conditions);
    const query = new URLSearchParams({ property: packedConditions(conditions), fact: packedConditions([{ what: 'tariff', values: ['flat'] }]) });
    expect(filterOf(query, NOW)).toMatchObject({
      properties: [{ path: 'page.kind', any_of: ['a~b', '50%', 'c, d'] }, { path: 'price', any_of: ['7'] }],
      facts: [{ name: 'tariff', any_of: ['flat'] }],
    });
    expect(narrowed(query)).toBe(2);
    for (const nonsense of [null, '', '~', 'tariff', '%7Eflat']) expect(unpackedConditions(nonsense)).toEqual([]);
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

  it('gives differences to as many digits as tell them from nothing', () => {
    expect(differenceSaid({ value: 0.031, low: 0.01, high: 0.052 })).toBe('+3.1 points (+1.0 to +5.2)');
    expect(differenceSaid({ value: -0.004, low: -0.0081, high: 0.0004 })).toBe('-0.40 points (-0.81 to +0.04)');
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

describe('a graph in rows', () => {
  const box = (id: string) => ({ id, width: 100, height: 40 });
  const graph = (arrows: [string, string, number][]) => {
    const ids = [...new Set(arrows.flatMap(([from, to]) => [from, to]))];
    return layered(ids.map(box), arrows.map(([from, to, weight]) => ({ from, to, weight })), { aside: 20, between: 60 });
  };

  it('turns the lightest arrow of a circle', () => {
    const arrows = [{ from: 'a', to: 'b', weight: 9 }, { from: 'b', to: 'c', weight: 8 }, { from: 'c', to: 'a', weight: 1 }];
    expect(downwards(arrows).filter(({ turned }) => turned).map(({ index }) => index)).toEqual([2]);
    const { nodes } = graph([['a', 'b', 9], ['b', 'c', 8], ['c', 'a', 1]]);
    expect(nodes.map(({ id, row }) => [id, row])).toEqual([['a', 0], ['b', 1], ['c', 2]]);
  });

  it('keeps nodes of a row apart, whatever leads where', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let turn = 0; turn < 30; turn += 1) {
      const drawn = graph(Array.from({ length: 25 }, () => [`n${random(12)}`, `n${random(12)}`, 1 + random(100)]));
      for (const a of drawn.nodes) {
        for (const b of drawn.nodes) if (a.id < b.id && a.row === b.row) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(119.9);
        expect(a.x - 50).toBeGreaterThanOrEqual(-0.01);
        expect(a.x + 50).toBeLessThanOrEqual(drawn.width + 0.01);
      }
      for (const { points, loop } of drawn.arrows) expect(loop ? 0 : 2).toBeLessThanOrEqual(points.length);
    }
  });

  it('stands the beginning above everything and the end below', () => {
    const drawn = layered(['begin', 'a', 'b', 'c', 'end'].map(box), [['a', 'b'], ['begin', 'b'], ['b', 'c'], ['a', 'end']].map(([from, to]) => ({ from: from!, to: to!, weight: 1 })), { aside: 20, between: 60, first: 'begin', last: 'end' });
    expect(drawn.nodes.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4]);
  });

  it('lets arrows begin and end at the edges of their nodes, and point where they lead', () => {
    const { nodes, arrows } = graph([['a', 'b', 9], ['b', 'a', 3], ['a', 'a', 2], ['b', 'c', 4], ['a', 'c', 5]]);
    const at = (id: string) => nodes.find((node) => node.id === id)!;
    for (const { from, to, points, loop } of arrows) {
      if (loop) continue;
      expect(Math.abs(points[0]!.y - at(from).y)).toBe(20);
      expect(Math.abs(points.at(-1)!.y - at(to).y)).toBe(20);
      expect(Math.abs(points.at(-1)!.x - at(to).x)).toBeLessThanOrEqual(50);
    }
    const [there, back] = arrows;
    expect(there!.points[0]!.x).not.toBe(back!.points.at(-1)!.x);
    expect(curve(there!.points)).toMatch(/^M[\d.]+ [\d.]+C/);
  });

  it('puts words where they cover nothing, or nowhere', () => {
    const line = [{ x: 0, y: 0 }, { x: 0, y: 100 }];
    const at = (share: number) => along(line, share);
    const [one, two, three] = labelled([{ at, width: 40 }, { at, width: 40 }, { at: () => ({ x: 0, y: 50 }), width: 40 }], []);
    expect([one, two !== undefined, three]).toEqual([{ ...along(line, 0.5), width: 40, height: 16 }, true, undefined]);
    expect(Math.abs(one!.y - two!.y)).toBeGreaterThanOrEqual(16);
  });

  it('has the most frequent arrows, and where people begin and end on them', () => {
    const time = { count: 1, median: 1, low: null, high: null, p90: 1 };
    const follows = {
      total: 2, starts: [{ name: 'a', people: 5 }, { name: 'z', people: 4 }], ends: [{ name: 'b', people: 5 }],
      arrows: [{ from: 'a', to: 'b', count: 7, people: 5, time }, { from: 'b', to: 'z', count: 2, people: 1, time }],
    };
    const found = graphOf(follows, 1);
    expect(found.nodes.map(({ id, count }) => [id, count])).toEqual([[BEGIN, 5], ['a', 5], ['b', 7], [END, 5]]);
    expect(found.arrows.map(({ from, to, weight }) => [from, to, weight])).toEqual([[BEGIN, 'a', 5], ['a', 'b', 7], ['b', END, 5]]);
    expect(graphOf({ total: 0, arrows: [], starts: [], ends: [] }, 5)).toEqual({ nodes: [], arrows: [], all: 0 });
  });
});

describe('the difference of two shares', () => {
  it('has the interval of the textbook example', () => {
    // Newcombe 1998, table II, row (a): 56 of 70 and 48 of 80.
    const found = difference({ hits: 56, of: 70 }, { hits: 48, of: 80 })!;
    expect(found.value).toBeCloseTo(0.2, 10);
    expect(found.low).toBeCloseTo(0.0524, 4);
    expect(found.high).toBeCloseTo(0.3339, 4);
    expect(isOpen(found)).toBe(false);
  });

  it('turns with its sides, and is open where they are alike', () => {
    const [there, back] = [difference({ hits: 9, of: 10 }, { hits: 3, of: 10 })!, difference({ hits: 3, of: 10 }, { hits: 9, of: 10 })!];
    expect(there.low).toBeCloseTo(-back.high, 12);
    expect(isOpen(difference({ hits: 5, of: 10 }, { hits: 5, of: 10 })!)).toBe(true);
    expect(difference({ hits: 0, of: 0 }, { hits: 1, of: 2 })).toBeUndefined();
    expect(wilson({ hits: 0, of: 10 }).low).toBe(0);
  });
});

describe('a funnel in the address', () => {
  const query = (parts: Record<string, string>) => read(new URLSearchParams(parts));

  it('is read as it was written', () => {
    const steps = [['web.home', 'app.home'], ['web, "basket"'], ['']];
    const exclusions = [{ names: ['call_center.care'], after: 0, before: 2 }];
    const found = query({ steps: writtenSteps(steps)!, without: writtenExclusions(exclusions)!, window: '36h', from: 'previous', strict: 'yes' });
    expect(found).toEqual({ steps, exclusions, window: { amount: 36, unit: 'h' }, previous: true, strict: true });
    expect(lengthOf(found.window)).toBe(36 * 3_600_000);
  });

  it('leaves out what has no meaning', () => {
    expect(query({ steps: 'nonsense', window: 'soon' })).toMatchObject({ steps: [], window: { amount: 14, unit: 'd' } });
    expect(query({ steps: '[["a"],[],[5]]', without: '[[["x"],1,0],[["x"],0,9],7]' })).toMatchObject({ steps: [['a']], exclusions: [] });
    expect(lengthOf({ amount: 99_999, unit: 'd' })).toBe(3650 * 86_400_000);
  });

  it('lets steps change places, and stay at the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  });
});

describe('cohorts', () => {
  const share = (hits: number) => ({ hits, of: 10, share: hits / 10, low: 0, high: 1 });
  const cohorts = { cohorts: [{ begins: '2026-05-04T00:00:00.000Z', period: 0, people: 10, back: [share(10), share(4), share(2)] }, { begins: '2026-05-11T00:00:00.000Z', period: 1, people: 10, back: [share(10), share(3)] }] };

  it('have a cell for each later period, and say which may not be over', () => {
    expect(cellsOf(cohorts).map(({ cohort, later, share: { hits }, open }) => [cohort, later, hits, open])).toEqual([[0, 1, 4, false], [0, 2, 2, true], [1, 1, 3, true]]);
    expect(cellsOf({ cohorts: [] })).toEqual([]);
  });

  it('are as dark as the darkest of their table', () => {
    expect([strength(0.25, 0.25), strength(0, 0.25), strength(null, 0.25), strength(0.1, 0)]).toEqual([1, 0, 0, 0]);
    expect(begins('2026-05-01T00:00:00.000Z', 'month')).toBe('May 2026');
  });
});

describe('who must come again', () => {
  const ratio = (hits: number, of: number) => ({ hits, of, people: of, share: of === 0 ? null : hits / of, low: null, high: null });
  const items = [
    { name: 'often', same: ratio(10, 100), any: ratio(50, 100) },
    { name: 'few', same: ratio(9, 10), any: ratio(10, 10) },
    { name: 'never', same: ratio(0, 0), any: ratio(0, 0) },
    { name: 'most', same: ratio(20, 100), any: ratio(30, 100) },
  ];
  it('is ranked by share with what says little at the end, or by how much there is', () => {
    expect(ranked(items, false, 'share').map(({ name }) => name)).toEqual(['most', 'often', 'few']);
    expect(ranked(items, true, 'share').map(({ name }) => name)).toEqual(['often', 'most', 'few']);
    expect(ranked(items, false, 'much').map(({ name }) => name)).toEqual(['often', 'most', 'few']);
  });
});

describe('the silo map', () => {
  it('stands departments beside those with which they have most to do', () => {
    const arrows = [{ from: 'a', to: 'c', weight: 9 }, { from: 'c', to: 'b', weight: 5 }, { from: 'b', to: 'c', weight: 3 }, { from: 'a', to: 'd', weight: 1 }];
    expect(order(['a', 'b', 'c', 'd'], arrows)).toEqual(['a', 'c', 'b', 'd']);
    expect(order([], [])).toEqual([]);
    const [top, right] = around(['a', 'b', 'c', 'd'], { x: 100, y: 100 }, 80, 40);
    expect([top!.x, top!.y, right!.x, right!.y].map(Math.round)).toEqual([100, 60, 180, 100]);
  });

  it('lets there and back run apart, each from edge to edge', () => {
    const [a, b, box] = [{ x: 0, y: 0 }, { x: 400, y: 0 }, { width: 100, height: 40 }];
    const [there, back] = [run(a, b, { x: 200, y: 100 }, box), run(b, a, { x: 200, y: 100 }, box)];
    expect(Math.abs(there.bend.y - back.bend.y)).toBeGreaterThan(30);
    for (const { from } of [there]) expect(Math.abs(from.x) <= 50.01 && Math.abs(from.y) <= 20.01).toBe(true);
    expect(pointAt(there, 0)).toEqual(there.from);
    expect(pointAt(there, 1)).toEqual(there.to);
  });

  it('tells warm from cold, and either from what was not seen', () => {
    expect([1, 0.8, 0.5, 0.2, 0, null].map(warmth)).toEqual(['warm', 'warm', 'mixed', 'cold', 'cold', 'unknown']);
  });

  it('counts in the currency of the organisation, or not at all', () => {
    expect(costOf({ currency: 'GBP', minor_digits: 2 }, 4320)).toBe('£43');
    expect(costOf({ currency: 'GBP', minor_digits: 2 }, 2_934_800, true)).toBe('£29.3k');
    expect(costOf({ currency: null, minor_digits: null }, 5)).toBeUndefined();
  });

  it('is of a time and a side, whatever else the address says', () => {
    expect(episodesOf(new URLSearchParams({ time: '2026-03-01..2026-03-31', channel: 'web' }), NOW)).toEqual({ from: '2026-03-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z', side: 'customer' });
  });
});

describe('moments of truth', () => {
  const share = { hits: 1, of: 2, share: 0.5, low: 0, high: 1 };
  const moment = (value: number, q: number | null, adjusted?: number) => ({
    name: '', people: 1, with: share, without: share, q, p: q, difference: { value, low: value - 0.01, high: value + 0.01 },
    adjusted: adjusted === undefined ? null : { value: adjusted, low: adjusted - 0.02, high: adjusted + 0.02 },
  });

  it('go with better or worse ends only where that can be told', () => {
    expect([moment(-0.3, 0.01, -0.2), moment(0.3, 0.2, 0.3), moment(-0.3, 0.01, 0.2), moment(0.3, null)].map(tone)).toEqual(['worse', 'unsure', 'better', 'unsure']);
    const [worse, unsure, better] = [moment(-0.3, 0.01, -0.2), moment(0.3, 0.2, 0.3), moment(-0.3, 0.01, 0.2)];
    expect(toldFirst([unsure, better, worse])).toEqual([better, worse, unsure]);
    expect(shownOf(moment(0.3, 0.5, -0.1)).value).toBe(-0.1);
  });

  it('reach as far as the largest, and never beyond everybody', () => {
    expect(reach([moment(-0.3, 0, 0.1)])).toBeCloseTo(0.33);
    expect(reach([moment(1, 0)])).toBe(1);
    expect(reach([])).toBeCloseTo(0.011);
  });
});

describe('a way that leaves its design', () => {
  const words = (deviation: Deviation) => said(deviation, (at) => `S${at + 1}`, (name) => name.toUpperCase());
  it('is said in words', () => {
    expect(words({ kind: 'skipped', stage: 1 })).toBe('Skipped: S2');
    expect(words({ kind: 'back', from: 2, to: 0 })).toBe('Back from S3 to S1');
    expect(words({ kind: 'outside', name: 'a', stage: null })).toBe('Outside: A, before the first stage');
    expect(words({ kind: 'unfinished', stage: 0 })).toBe('Stopped at S1');
  });
});
