/** Scores, drivers and asking: what figures say, how pictures reach, what the address asks for. */
import { describe, expect, it } from 'vitest';
import { byReason, general, savedIn, special } from '../src/voice/asked/reasons';
import { rulesOf, writtenOf, wrongIn } from '../src/voice/asked/writing';
import { askedOf, chosenOf, driverName, howMany, OBSERVED, written } from '../src/voice/drivers/asking';
import { limitsOf, sideName, usualPerformance, type Driver } from '../src/voice/drivers/driver';
import { placed } from '../src/voice/drivers/placed';
import { answersOf, isNarrowed, within } from '../src/voice/filter';
import { groupOf, whole } from '../src/voice/scores/given';
import { groupName } from '../src/voice/scores/groups';
import { boundsOf, certaintyOf, endOf, inFullOf, measureOf, periodName, reachOf, reachOfLine, type Score, toneOf } from '../src/voice/scores/score';
import { cutsOf, pointsOf } from '../src/voice/scores/trend';
import { complaintsOf, ordered, orderOf, sinceFirst, sizeOf, spark, type Theme } from '../src/voice/themes/theme';
import { categoryIn, narrowedBy, saidOf } from '../src/voice/verbatims/asking';
import { languageName, sentimentLook, sure } from '../src/voice/verbatims/labels';
import { pieces } from '../src/voice/verbatims/marked';

const score = (value: number | null, low: number, high: number, of = 393): Score => ({ value, low: value === null ? null : low, high: value === null ? null : high, of, people: of, line: of >= 30 });
const apart = (value: number, q: number) => ({ value, low: value - 1, high: value + 1, p: q, q, said: value > 0 ? 'higher by 1.0 points' : 'lower by 1.0 points' });
const query = (text: string) => new URLSearchParams(text);

describe('a figure', () => {
  it('always comes with its interval and how many answers it is of', () => {
    expect(inFullOf(score(46.2, 37.8, 54.6), 'net_promoter')).toBe('+46 (38 to 55, n = 393)');
    expect(inFullOf(score(-0.3, -8.2, 7.6), 'net_promoter')).toBe('0 (-8 to 8, n = 393)');
    expect(inFullOf(score(5.183, 5.08, 5.28), 'mean')).toBe('5.18 (5.08 to 5.28, n = 393)');
    expect(inFullOf(score(0.6367, 0.575, 0.695), 'top_two')).toBe('63.7% (57.5% to 69.5%, n = 393)');
  });

  it('of nothing is a dash, never 0', () => {
    expect(inFullOf(score(null, 0, 0, 0), 'net_promoter')).toBe('– (no answers)');
    expect(certaintyOf({ ...score(1, 0, 0, 1), low: null, high: null }, 'mean')).toBe('–, n = 1');
  });

  it('is measured as its scale usually is, unless the address says otherwise and can', () => {
    expect([measureOf('nps', null), measureOf('ces', null), measureOf('csat', null)]).toEqual(['net_promoter', 'mean', 'top_two']);
    expect([measureOf('nps', 'mean'), measureOf('ces', 'net_promoter')]).toEqual(['mean', 'mean']);
  });

  it('is better or worse only where a difference can be told from chance among all', () => {
    expect([toneOf(apart(4, 0.01), 40), toneOf(apart(-4, 0.01), 40), toneOf(apart(4, 0.05), 40), toneOf(apart(4, 0.01), 9), toneOf(null, 40)]).toEqual(['better', 'worse', 'unsure', 'unsure', 'unsure']);
  });
});

describe('a picture of figures', () => {
  it('holds all intervals, shows a fifth of the scale at least, and never more than the scale', () => {
    expect(reachOf([score(0, -80, 80, 2)], [-100, 100]).map(Math.round)).toEqual([-93, 93]);
    expect(reachOf([score(99, 97, 100)], boundsOf('nps', 'net_promoter'))).toEqual([78.5, 100]);
    expect(reachOf([score(3, 2.95, 3.05)], boundsOf('csat', 'mean')).map((each) => Math.round(each * 10) / 10)).toEqual([2.6, 3.4]);
    expect(reachOf([score(null, 0, 0, 0)], [1, 7])).toEqual([1, 7]);
  });

  it('is not stretched along a line by dots of few answers', () => {
    const [from, until] = reachOfLine([score(10, 0, 20), score(5, -90, 95, 2)], [-100, 100]);
    expect(from).toBeGreaterThan(-30);
    expect(until).toBeLessThan(50);
    expect(reachOfLine([score(5, -90, 95, 2)], [-100, 100])[0]).toBe(-100);
  });

  it('has a point for each period with answers, and a line only through those of many', () => {
    const periods = [{ from: '2026-01-01T00:00:00Z', score: score(10, 0, 20) }, { from: '2026-02-01T00:00:00Z', score: score(null, 0, 0, 0) }, { from: '2026-03-01T00:00:00Z', score: score(50, 0, 90, 4) }];
    const change = { from: '2026-03-01T00:00:00Z', before: score(1, 0, 2), after: score(5, 4, 6), difference: apart(4, 0.01), p: 0.01 };
    const trend = { measure: 'net_promoter' as const, whole: score(10, 0, 20), periods, changes: [change, { ...change, from: '2025-01-01T00:00:00Z' }] };
    expect(pointsOf(trend, 'month').map(({ slot, few, head }) => [slot, few, head])).toEqual([[0, false, 'Jan 2026'], [2, true, 'Mar 2026']]);
    expect(cutsOf(trend)).toEqual([{ slot: 2, said: 'higher from here on' }]);
  });

  it('names periods by UTC, and knows when they end', () => {
    expect([periodName('2026-06-01T00:00:00Z', 'month'), periodName('2026-06-01T00:00:00Z', 'week')]).toEqual(['Jun 2026', '1 Jun 2026']);
    expect(['month', 'week', 'day'].map((period) => endOf('2026-02-23T00:00:00.000Z', period as 'month'))).toEqual(['2026-03-23T00:00:00.000Z', '2026-03-02T00:00:00.000Z', '2026-02-24T00:00:00.000Z']);
  });

  it('has a bar for every score of a scale, 0 too', () => {
    expect(whole('ces', [{ score: 7, count: 2 }]).map(({ score, count }) => [score, count])).toEqual([[1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [6, 0], [7, 2]]);
    expect([whole('nps', []).length, whole('stars', [{ score: 4.5, count: 1 }]).length]).toEqual([11, 6]);
    expect([0, 6, 7, 8, 9].map((each) => groupOf('nps', each)?.name)).toEqual(['detractors', 'detractors', 'passives', 'passives', 'promoters']);
    expect(groupOf('csat', 5)).toBeUndefined();
  });
});

describe('which answers count', () => {
  it('is what the address says, of customers and over whatever kind of interaction', () => {
    expect(answersOf(query('side=employee&channel=phone'), 0)).toMatchObject({ side: 'customer', contacts: false, channels: ['phone'] });
    expect([isNarrowed(query('time=90d')), isNarrowed(query('department=Sales'))]).toEqual([false, true]);
  });

  it('is cut to a period, and never reaches beyond its own time', () => {
    const filter = answersOf(query('time=2026-01-10..2026-03-31'), 0);
    expect(within(filter, '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z')).toMatchObject({ from: '2026-01-10T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' });
    expect(within(answersOf(query(''), 0), 'a', 'b')).toMatchObject({ from: 'a', until: 'b' });
  });

  it('calls groups by what they are', () => {
    expect([groupName('fact', ''), groupName('fact', '(other)'), groupName('stage', ''), groupName('touchpoint', 'call_center.care')]).toEqual(['Not known', 'All other values', 'No stage', 'Call center · care']);
  });
});

describe('drivers', () => {
  const rated = ['Rate_Bill', 'answers.price'];

  it('are what people rate, else what was observed, unless the address says otherwise', () => {
    expect(chosenOf(query(''), rated)).toMatchObject({ ratings: rated, observed: [] });
    expect(chosenOf(query(''), []).observed).toHaveLength(OBSERVED.length);
    expect(chosenOf(query('rated=(nothing)&observed=transfers~nonsense&met=4&before=1'), rated)).toMatchObject({ ratings: [], observed: ['transfers'], touchpoints: 0, before: '30' });
    expect([written(rated, rated), written([], rated), written(['answers.price'], rated)]).toEqual([undefined, '(nothing)', 'answers.price']);
  });

  it('are asked for by days or by matters', () => {
    const chosen = chosenOf(query('happened=Parcel%20Late&met=3&before=matter'), rated);
    expect(howMany(chosen)).toBe(6);
    expect(askedOf('nps', answersOf(query(''), 0), chosen)).toMatchObject({ days: null, episode: true, touchpoints: 3, events: [{ name: 'Parcel Late', names: ['Parcel Late'] }] });
    expect(askedOf('nps', answersOf(query(''), 0), chosenOf(query(''), rated))).toMatchObject({ days: 30, episode: false });
  });

  it('are called as people read them', () => {
    expect([driverName('rating', 'Rate_Bill'), driverName('rating', 'answers.price'), driverName('observed', 'asked_again'), driverName('touchpoint', 'web.help'), driverName('event', 'Parcel Late')]).toEqual(['Bill', 'Price', 'Asked again', 'Web · help', 'Parcel Late']);
  });

  const driver = (source: Driver['source'], name: string, performance = 0.5): Driver => ({ source, name, performance, lowest: 1, highest: 5, mean: 3, share: { value: 0.5, low: 0.4, high: 0.6 }, correlation: { value: 0.5, low: 0.4, high: 0.6 } });

  it('have those behind them who had it poor or good', () => {
    expect([limitsOf(driver('rating', 'x'), 'poor').at_most, limitsOf(driver('rating', 'x'), 'good').at_least].map((each) => Math.round((each ?? 0) * 100) / 100)).toEqual([2.33, 3.67]);
    expect([limitsOf(driver('observed', 'asked_again'), 'poor'), limitsOf(driver('observed', 'contacts'), 'poor'), limitsOf(driver('observed', 'contacts'), 'good')]).toEqual([{ at_least: 1 }, { at_least: 2 }, { at_most: 1 }]);
    expect(limitsOf(driver('observed', 'waiting_days'), 'poor').at_least).toBeGreaterThan(1);
    expect([sideName(driver('rating', 'Rate_Bill'), 'poor'), sideName(driver('event', 'Parcel Late'), 'good')]).toEqual(['Bill: rated low', 'Parcel Late: it did not happen']);
  });

  it('are good beside their like', () => expect(usualPerformance([driver('rating', 'a', 0.4), driver('rating', 'b', 0.6), driver('event', 'c', 0.9)])).toEqual({ ratings: 0.5, happenings: 0.9 }));

  it('have names that lie neither on each other nor beyond the edge', () => {
    const room = { left: 0, right: 200, top: 0, bottom: 100 };
    const names = placed([{ x: 50, y: 50, width: 60, text: 'a' }, { x: 60, y: 52, width: 60, text: 'b' }, { x: 195, y: 50, width: 50, text: 'c' }], room);
    expect(names.map(({ text, anchor }) => [text, anchor])).toEqual([['a', 'middle'], ['b', 'start'], ['c', 'end']]);
    expect(placed([{ x: 50, y: 50, width: 60, text: 'a' }], room, [{ left: 0, right: 200, top: 0, bottom: 100 }])).toEqual([]);
  });
});

describe('who is not asked', () => {
  const rules = { days_between: 14, at_most: { times: 4, days: 365 }, quiet_hours: { from: '21:00', until: '08:00', time_zone: 'Europe/London' }, surveys: { visit: { rate: 0.125, quota: { invitations: 50, days: 7, each: 'location' as const } } } };

  it('is said by reason, the most frequent first', () => expect(byReason({ over: 1, not_drawn: 3, held: 1 })).toEqual([{ reason: 'not_drawn', count: 3 }, { reason: 'held', count: 1 }, { reason: 'over', count: 1 }]));

  it('follows rules that can be read', () => {
    expect(general(rules)).toEqual(['Nobody is asked again for 14 days', 'Nobody is asked more than 4 times in 365 days', 'Nobody is written to from 21:00 until 08:00, Europe/London']);
    expect(special(rules.surveys.visit)).toBe('12.5% of those who could be asked, 50 invitations in 7 days for each location');
    expect([general({ days_between: 0 }), special({})]).toEqual([['No days have to lie between two surveys'], 'nothing besides']);
  });

  it('follows rules that come back from the form as they were', () => {
    expect(rulesOf(writtenOf(rules, 'UTC'))).toEqual(rules);
    expect(rulesOf({ between: '', times: '', within: '', from: '', until: '', zone: 'UTC', lines: [{ survey: 'visit', rate: '', invitations: '', days: '', each: 'location' }] })).toEqual({ days_between: 0, at_most: null, quiet_hours: null, surveys: {} });
  });

  it('is said where the form is wrong', () => {
    const whole = writtenOf(rules, 'UTC');
    expect(wrongIn(whole)).toBeUndefined();
    for (const wrong of [{ between: 'x' }, { within: '' }, { until: '' }, { lines: whole.lines.map((line) => ({ ...line, days: '' })) }]) expect(wrongIn({ ...whole, ...wrong }), JSON.stringify(wrong)).toBeDefined();
  });

  it('counts questions that were saved', () => expect(savedIn([['["day","shop"]', 3], ['["day"]', 2], [null, 4]])).toBe(8));
});

describe('what people write', () => {
  it('is wanted as the address says; what there is not is nothing', () => {
    expect(saidOf(query('sentiment=negative&sure=0.8&emotion=anger&cue=waiting&language=de&theme=12'))).toMatchObject({ sentiments: ['negative'], certainty: 0.8, emotions: ['anger'], cues: ['waiting'], languages: ['de'], themes: [12] });
    expect(saidOf(query('sentiment=x&sure=0.5&emotion=x&cue=x&language=x&theme=x'))).toEqual({ sentiments: [], certainty: 0, emotions: [], cues: [], languages: [], themes: [], categories: [] });
    expect([saidOf(query('theme=0')).themes, saidOf(query('sentiment=unread')).sentiments]).toEqual([[0], ['unread']]);
    expect(saidOf(new URLSearchParams({ category: categoryIn('late ~ lost') })).categories).toEqual(['late ~ lost']);
    expect(saidOf(new URLSearchParams({ category: categoryIn('') })).categories).toEqual(['']);
    expect(narrowedBy(query('words=late&theme=1&channel=phone'))).toBe(2);
  });

  it('is marked where something was read in it, also where marks lie over each other and over a search', () => {
    const spans = [{ from: 0, to: 10, kind: 'repeated' }, { from: 6, to: 14, kind: 'waiting' }];
    const all = pieces('third time waiting 😀 here', spans, 'wait');
    expect(all.map(({ text, kinds, hit }) => [text, kinds.join(' '), hit])).toEqual([['third ', 'repeated', false], ['time', 'repeated waiting', false], [' wai', 'waiting', false], ['ting 😀 here', '', false]]);
    expect(pieces('still waiting', [{ from: 0, to: 5, kind: 'unresolved' }], 'wait').map(({ text, hit }) => [text, hit])).toEqual([['still', false], [' ', false], ['wait', true], ['ing', false]]);
    expect(pieces('short', [{ from: 3, to: 99, kind: 'effort' }, { from: 4, to: 2, kind: 'x' }], '').map(({ text, kinds }) => [text, kinds.length])).toEqual([['sho', 0], ['rt', 1]]);
  });

  it('is said with how sure that is; what was not read is not neutral', () => {
    expect([sentimentLook(null).name, sentimentLook('neutral').name]).toEqual(['Not read', 'Neutral']);
    expect([sure(0.874), sure(0.5, true), sure(undefined)]).toEqual(['87% sure', 'said by a person', '–']);
    expect([languageName('de'), languageName(null)]).toEqual(['German', 'Another language']);
  });
});

describe('themes', () => {
  const ratio = (hits: number, of: number) => ({ hits, of, people: of, share: of === 0 ? null : hits / of, low: of === 0 ? null : hits / of / 2, high: 1 });
  const theme = (number: number, texts: number, negative: [number, number], value: number | null, found_at = '2026-01-01T00:00:00Z'): Theme => ({ number, name: `theme ${number}`, named: false, phrases: [], found_at, new: false, hidden: false, share: ratio(texts, 1000), negative: ratio(...negative), score: score(value, 0, 0), trend: [] });
  const all = [theme(1, 10, [5, 10], 20), theme(2, 300, [10, 100], null), theme(3, 40, [0, 0], -5, '2026-03-01T00:00:00Z')];

  it('stand in the order that is wanted; what was not measured comes last', () => {
    const order = (text: string | null) => ordered(all, orderOf(text)).map(({ number }) => number);
    expect([order(null), order('complaints'), order('score'), order('new')]).toEqual([[2, 3, 1], [1, 2, 3], [3, 1, 2], [3, 2, 1]]);
  });

  it('are said with their size, and of what was not read nothing is said', () => {
    expect(all.map(sizeOf)).toEqual(['10 texts, 1% of all', '300 texts, 30% of all', '40 texts, 4% of all']);
    expect(all.map(complaintsOf)).toEqual(['50% complain', '10% complain', 'not read']);
  });

  it('have a line of how they went', () => {
    expect(spark([0, 10, 5], 100, 20)).toEqual({ path: 'M0.0 20.0L50.0 0.0L100.0 10.0', end: { x: 100, y: 10 } });
    expect(spark([3], 100, 20)).toBeUndefined();
    expect([sinceFirst({ texts: [0, 0, 2, 0, 1] }), sinceFirst({ texts: [0] })]).toEqual([[2, 3, 4], []]);
  });
});
