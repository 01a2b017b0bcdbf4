import { describe, expect, it } from 'vitest';
import type { Ledger, LiveLine, Source } from '../src/api/types';
import { added, inLastMinute } from '../src/data/live/arriving';
import { byHour, bySource, health, isWhole } from '../src/data/live/ledger';

const NOW = Date.parse('2026-11-22T12:34:00Z');
const hour = (source: string, at: string, stored: number, dropped: Record<string, number> = {}) => ({
  source,
  hour: at,
  received: stored + Object.values(dropped).reduce((sum, each) => sum + each, 0),
  stored,
  duplicate: 0,
  dropped,
});

const ledger = (hours: Ledger['hours']): Ledger => ({ received: 0, stored: 0, duplicate: 0, dropped: {}, refused_requests: {}, hours });

describe('the ledger', () => {
  it('has every hour, with nothing or with all its sources', () => {
    const bars = byHour(ledger([hour('a', '2026-11-22T12:00:00.000Z', 3), hour('b', '2026-11-22T12:00:00.000Z', 4, { malformed: 1 })]), 24, NOW, () => ({ label: '', tick: '' }));
    expect(bars.length).toBe(24);
    expect(bars.at(-1)?.values).toEqual({ stored: 7, duplicate: 0, dropped: 1 });
    expect(bars[0]?.values).toEqual({ stored: 0, duplicate: 0, dropped: 0 });
  });

  it('is whole when every event is accounted for', () => {
    expect(isWhole({ received: 7, stored: 3, duplicate: 1, dropped: { malformed: 3 } })).toBe(true);
    expect(isWhole({ received: 8, stored: 3, duplicate: 1, dropped: { malformed: 3 } })).toBe(false);
  });
});

describe('a source', () => {
  const source = (over: Partial<Source>): Source => ({ name: 'a', purpose: 'analytics', mapping_version: 0, created_at: '', received: 100, stored: 90, last_hour: '2026-11-22T12:00:00.000Z', notes: [], ...over });
  const of = (dropped: Record<string, number>) => bySource(ledger([hour('a', '2026-11-22T12:00:00.000Z', 90, dropped)]), 0).get('a');

  it('is judged by what failed, not by what was left out on purpose', () => {
    expect(health(source({}), of({ filtered: 50 }), NOW).word).toBe('healthy');
    expect(health(source({}), of({ malformed: 1 }), NOW).word).toBe('some dropped');
    expect(health(source({}), of({ malformed: 20 }), NOW).word).toBe('dropping');
    expect(health(source({ last_hour: '2026-11-20T12:00:00.000Z' }), undefined, NOW).word).toBe('quiet');
    expect(health(source({ received: 0 }), undefined, NOW).word).toBe('waiting');
  });
});

describe('what arrives', () => {
  const line = (id: string) => ({ id }) as LiveLine;

  it('stands newest first, each once, and no more than can be looked at', () => {
    expect(added([line('b'), line('a')], [line('b'), line('c'), line('d')], 3).map(({ id }) => id)).toEqual(['d', 'c', 'b']);
    expect(inLastMinute([NOW - 70_000, NOW - 1000], NOW)).toBe(1);
  });
});
