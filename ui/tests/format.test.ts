import { describe, expect, it } from 'vitest';
import { ago, day, dayHeading, dayKey } from '../src/format/dates';
import { identifier, place, plain, words } from '../src/format/names';
import { count, many, percent } from '../src/format/numbers';
import { called, initials, nameIn, tellingIdentifier } from '../src/format/people';
import type { Person } from '../src/api/types';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('moments', () => {
  it('are told by how long ago they were', () => {
    expect(ago('2026-11-22T11:59:40Z', NOW)).toBe('just now');
    expect(ago('2026-11-22T11:30:00Z', NOW)).toBe('30 minutes ago');
    expect(ago('2026-11-21T12:00:00Z', NOW)).toBe('yesterday');
    expect(ago('2026-10-17T12:00:00Z', NOW)).toBe('5 weeks ago');
    expect(ago('2023-05-16T11:00:00Z', NOW)).toBe('4 years ago');
    expect(ago('2026-11-25T12:00:00Z', NOW)).toBe('in 3 days');
  });

  it('leave out the year where it is this one', () => {
    expect(day('2026-10-08T10:40:00Z', NOW)).toBe('8 Oct');
    expect(day('2023-10-08T10:40:00Z', NOW)).toBe('8 Oct 2023');
  });

  it('fall into the day of whoever reads, not of the wire', () => {
    // In London's summer, half past eleven at night UTC is the next day already.
    expect(dayKey('2026-07-01T23:30:00Z')).toBe('2026-07-02');
    expect(dayHeading('2026-11-22T08:00:00Z', NOW)).toBe('Today');
    expect(dayHeading('2026-11-21T08:00:00Z', NOW)).toBe('Yesterday');
    expect(dayHeading('2026-10-17T13:30:00Z', NOW)).toMatch(/^Saturday,? 17 October 2026$/);
  });
});

describe('numbers', () => {
  it('show no data as a dash and never as nothing', () => {
    expect(count(undefined)).toBe('–');
    expect(count(0)).toBe('0');
    expect(count(15303)).toBe('15,303');
    expect(percent(1, 0)).toBe('–');
    expect(percent(100, 12840)).toBe('0.8%');
    expect(percent(1, 100_000)).toBe('< 0.1%');
    expect(percent(0, 100)).toBe('0%');
    expect(many(1, 'person', 'people')).toBe('1 person');
    expect(many(2, 'person', 'people')).toBe('2 people');
  });
});

describe('names of machines', () => {
  it('are said as people say them', () => {
    expect(words('date_of_birth')).toBe('Date of birth');
    expect(words('GivenDescription')).toBe('Given description');
    expect(words('user_id')).toBe('User ID');
    expect(words('email')).toBe('E-mail');
    expect(place('call_center.care')).toBe('Call center · care');
    expect(plain(null)).toBe('–');
    expect(plain(true)).toBe('yes');
    expect(plain({ a: 1 })).toBe('{"a":1}');
  });

  it('keep the colons of values', () => {
    expect(identifier('device:a:b')).toEqual({ namespace: 'device', value: 'a:b' });
  });
});

const somebody = (over: Partial<Person>): Person => ({ id: 'p_1', relations: [], identifiers: [], interactions: 0, channels: [], ...over });

describe('people', () => {
  it('are called by what is known before what is claimed', () => {
    expect(called(somebody({ claimed: { name: 'Mickey' }, traits: { full_name: 'Ana Ruiz' } }))).toBe('Ana Ruiz');
    expect(nameIn({ first_name: 'Ana', last_name: 'Ruiz' })).toBe('Ana Ruiz');
    expect(nameIn({ name: ' ' })).toBeUndefined();
  });

  it('are called by what says most, where they have no name', () => {
    const identifiers = [
      { namespace: 'device', value: 'd1' },
      { namespace: 'email', value: 'ana@example.com' },
    ];
    expect(tellingIdentifier(identifiers)?.value).toBe('ana@example.com');
    expect(called(somebody({ identifiers }))).toBe('ana@example.com');
    expect(called(somebody({}))).toBe('Somebody without a name');
  });

  it('have at most two letters in their picture', () => {
    expect(initials('Margaret Jane Ellison')).toBe('ME');
    expect(initials('ana@example.com')).toBe('AC');
    expect(initials('+44 20')).toBe('#');
  });
});
