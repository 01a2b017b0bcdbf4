/** What is decided in the settings: scopes, units of the organisation, amounts of money. */
import { describe, expect, it } from 'vitest';
import { partsOf, scopeInWords, scopeOf, strangers } from '../src/settings/access';
import { isWhole, saidOf, type Tree, unitsOf } from '../src/settings/organisation/units';
import { digitsOf, minorOf, money, typed } from '../src/settings/costs/money';

describe('scopes', () => {
  it('are said in words', () => {
    expect(scopeInWords('all')).toBe('everything');
    expect(scopeInWords({ department: ['Billing'] })).toBe('department Billing');
    expect(scopeInWords({ team: ['A', 'B'] })).toBe('teams A and B');
    expect(scopeInWords({ location: ['A', 'B', 'C'] })).toBe('3 locations');
  });

  it('mark the names that nobody knows, and not what may become one', () => {
    const known = ['Billing', 'Customer Care'];
    expect(strangers(['Billing'], 'Cust', known)).toEqual([]);
    expect(strangers(['Biling', 'Billing'], '', known)).toEqual(['Biling']);
    expect(strangers([], ' Custard ', known)).toEqual(['Custard']);
    expect(strangers(['Custard'], 'Custard', known)).toEqual(['Custard']);
    expect(strangers(['Biling'], 'x', undefined)).toEqual([]);
  });

  it('come apart and together again', () => {
    for (const scope of ['all', { brand: ['North'] }, { department: ['A', 'B'] }] as const) {
      const { kind, names } = partsOf(scope as never);
      expect(scopeOf(kind, names)).toEqual(scope);
    }
  });
});

const unit = (name: string) => ({ name, valid_from: '2026-01-01T00:00:00.000Z' });
const department = (name: string, rest = {}) => ({ ...unit(name), teams: [], locations: [], touchpoints: [], ...rest });
const tree = {
  at: '',
  brands: [{ ...unit('North'), departments: [department('Care', { teams: [unit('Tier 1')], touchpoints: [unit('web.help')] })], locations: [unit('Leeds')] }],
  departments: [department('Sales', { locations: [unit('York')] })],
  teams: [],
  locations: [unit('Hull')],
  partners: [],
  touchpoints: [unit('web.home')],
} as unknown as Tree;

describe('units of the organisation', () => {
  it('are found wherever they stand', () => {
    const names = (kind: Parameters<typeof unitsOf>[1]) => unitsOf(tree, kind).map(({ name }) => name);
    expect(names('departments')).toEqual(['Care', 'Sales']);
    expect(names('teams')).toEqual(['Tier 1']);
    expect(names('locations')).toEqual(['Leeds', 'York', 'Hull']);
    expect(names('touchpoints')).toEqual(['web.help', 'web.home']);
  });

  it('are said without what is empty, and only with what is of their kind', () => {
    expect(saidOf('touchpoints', { channel: ' web ', owner: '', time_zone: 'Europe/London' })).toEqual({ channel: 'web' });
    expect([isWhole('teams', {}), isWhole('teams', { department: 'Care' })]).toEqual([false, true]);
  });
});

describe('amounts of money', () => {
  it('are typed in the currency and kept in its minor units', () => {
    expect([minorOf('4.5', 2), minorOf('4,50', 2), minorOf('90', 2), minorOf('0.29', 2)]).toEqual([450, 450, 9000, 29]);
    expect([minorOf('120', 0), minorOf('1.005', 3)]).toEqual([120, 1005]);
  });

  it('are refused where the currency has no such digits', () => {
    expect([minorOf('4.505', 2), minorOf('1.5', 0), minorOf('x', 2), minorOf('-1', 2)].every(Number.isNaN)).toBe(true);
  });

  it('that are not known are no zero', () => {
    expect([minorOf(' ', 2), typed(null, 2), money(null, 'GBP', 2)]).toEqual([undefined, '', '–']);
  });

  it('come back as they were', () => {
    for (const minor of [0, 5, 450, 12345]) expect(minorOf(typed(minor, 2), 2)).toBe(minor);
    expect([digitsOf('GBP'), digitsOf('JPY')]).toEqual([2, 0]);
  });
});
