import { expect, test } from 'vitest';
import { around, dayAlone, figure, stateOf, who } from '../src/employees/said';

const score = { of: 393, value: 46.2, low: 38.4, high: 54.9 };

test('a score stands with its interval and n, on its own scale', () => {
  expect(`${figure(score, 'net_promoter')} (${around(score, 'net_promoter')})`).toBe('+46 (+38 to +55, n = 393)');
  expect(figure({ of: 12, value: 3.72, low: 3.1, high: 4.3 }, 'mean')).toBe('3.7');
  expect(figure({ of: 12, value: 0.25, low: 0.1, high: 0.5 }, 'top_two')).toBe('25%');
});

test('what was not measured is a dash, never a zero', () => {
  expect([figure(undefined, 'mean'), around(null, 'mean'), figure({ of: 0, value: null, low: null, high: null }, 'mean')]).toEqual(['–', '', '–']);
});

test('states have the words of notes and of needs', () => {
  expect([stateOf('note', 'done').said, stateOf('need', 'done').said]).toEqual(['Mended', 'There']);
  expect([who('user:ana'), who('key:desk'), who(null)]).toEqual(['ana', 'desk', '']);
});

test('a day of which no time is known is that day wherever it is read', () => {
  expect(dayAlone('2026-11-22T00:00:00Z')).toContain('22');
});
