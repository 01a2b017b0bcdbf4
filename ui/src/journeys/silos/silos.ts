/** The silo map, and its money. */
import type { components } from '../../api/schema';
import { locale } from '../../format/locale';

export type Silos = components['schemas']['WireSilos'];
export type Silo = Silos['departments'][number];
export type Passage = Silos['arrows'][number];

/** An amount of minor units as money, in whole units; where nobody has said what things cost there is none. */
export function costOf({ currency, minor_digits: digits }: Pick<Silos, 'currency' | 'minor_digits'>, minor: number, brief = false): string | undefined {
  if (currency == null) return undefined;
  const amount = minor / 10 ** (digits ?? 2);
  const form = brief && amount >= 1000 ? ({ notation: 'compact', maximumFractionDigits: 1 } as const) : ({ maximumFractionDigits: 0 } as const);
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...form }).format(amount);
}

/** Everything that passed, together. */
export function altogether({ arrows }: Silos): { count: number; warm: number; cold: number; unknown: number; lost: number; cost: number; costed: number } {
  const sum = { count: 0, warm: 0, cold: 0, unknown: 0, lost: 0, cost: 0, costed: 0 };
  for (const { count, transfers, lost, cost, costed } of arrows) {
    sum.count += count;
    sum.warm += transfers.warm;
    sum.cold += transfers.cold;
    sum.unknown += transfers.unknown;
    sum.lost += lost;
    sum.cost += cost;
    sum.costed += costed;
  }
  return sum;
}
