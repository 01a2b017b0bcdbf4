import { describe, expect, it } from 'vitest';
import { noticeOf } from '../src/shell/notices';
import { excerpt, parts } from '../src/kit/highlight';
import { withQuery } from '../src/route/query';
import { Keys } from '../src/shell/keyboard';
import { matching } from '../src/shell/matching';

const key = (name: string, over = {}) => ({ key: name, ctrl: false, typing: false, ...over });

describe('the keyboard', () => {
  it('searches, commands and helps', () => {
    const keys = new Keys();
    expect(keys.read(key('/'), 0)).toEqual({ kind: 'search' });
    expect(keys.read(key('k', { ctrl: true }), 0)).toEqual({ kind: 'palette' });
    expect(keys.read(key('?'), 0)).toEqual({ kind: 'help' });
    expect(keys.read(key('j'), 0)).toEqual({ kind: 'move', by: 1 });
  });

  it('goes to a page by g and a letter, soon after each other', () => {
    const keys = new Keys();
    expect(keys.read(key('g'), 0)).toEqual({ kind: 'wait' });
    expect(keys.read(key('d'), 900)).toEqual({ kind: 'page', letter: 'd' });
    keys.read(key('g'), 2000);
    expect(keys.read(key('d'), 9000)).toEqual({ kind: 'none' });
    // The letter after g is a page's, whatever it does by itself.
    keys.read(key('g'), 10_000);
    expect(keys.read(key('j'), 10_100)).toEqual({ kind: 'page', letter: 'j' });
  });

  it('leaves what is typed alone, but for the palette', () => {
    const keys = new Keys();
    expect(keys.read(key('/', { typing: true }), 0)).toEqual({ kind: 'none' });
    expect(keys.read(key('g', { typing: true }), 0)).toEqual({ kind: 'none' });
    expect(keys.read(key('k', { typing: true, ctrl: true }), 0)).toEqual({ kind: 'palette' });
    expect(keys.read(key('c', { ctrl: true }), 0)).toEqual({ kind: 'none' });
  });
});

describe('commands', () => {
  const all = ['Customers', 'Data & privacy: Dropped', 'Dark colours'].map((name) => ({ name }));

  it('are found by the beginnings of their words', () => {
    expect(matching(all, 'da dr').map(({ name }) => name)).toEqual(['Data & privacy: Dropped']);
    expect(matching(all, 'ustom')).toEqual([]);
    expect(matching(all, '').length).toBe(3);
  });
});

describe('what matched', () => {
  it('is marked from the beginning of words, whatever their case and accents', () => {
    expect(parts('Mária Ellison', 'mari ELL')).toEqual([
      { text: 'Mári', hit: true },
      { text: 'a ', hit: false },
      { text: 'Ell', hit: true },
      { text: 'ison', hit: false },
    ]);
    expect(parts('Tell', 'ell')).toEqual([{ text: 'Tell', hit: false }]);
  });

  it('is shown with what stands around it', () => {
    const text = `${'so '.repeat(80)}the router blinks`;
    expect(excerpt(text, 'router', 40)).toContain('router');
    expect(excerpt('short', 'x')).toBe('short');
  });
});

describe('an address', () => {
  it('keeps the other filters, and leaves out what is empty', () => {
    expect(withQuery('/customers/p_1', '?channel=web&open=i_1', { open: undefined, text: 'a b' })).toBe('/customers/p_1?channel=web&text=a+b');
    expect(withQuery('/customers', '?q=a', { q: '' })).toBe('/customers');
  });
});

describe('the sign-in page', () => {
  it('has words for a code of the server, and none for what else an address brings along', () => {
    expect(noticeOf('no-access')?.message).toContain('administrator');
    for (const code of [null, '', 'toString', '__proto__', '<b>']) expect(noticeOf(code)).toBeUndefined();
  });
});
