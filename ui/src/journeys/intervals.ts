/** Intervals of 95 % for shares and their differences. */

/** The quantile of the normal distribution for 95 %. */
const Z = 1.959963984540054;

export type Counted = { hits: number; of: number };
export type Difference = { value: number; low: number; high: number };

/** Wilson's interval of a share (Wilson, Journal of the American Statistical Association 22, 1927). */
export function wilson({ hits, of }: Counted): { low: number; high: number } {
  const share = hits / of;
  const middle = share + (Z * Z) / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const whole = 1 + (Z * Z) / of;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}

/**
 * How much larger one share is than another, with the hybrid score interval (Newcombe, Statistics in Medicine 17, 1998,
 * method 10). The two must be of different people. Of nothing there is none.
 */
export function difference(one: Counted, other: Counted): Difference | undefined {
  if (one.of === 0 || other.of === 0) return undefined;
  const [p, q] = [one.hits / one.of, other.hits / other.of];
  const [a, b] = [wilson(one), wilson(other)];
  const value = p - q;
  return { value, low: value - Math.hypot(p - a.low, b.high - q), high: value + Math.hypot(a.high - p, q - b.low) };
}

/** Whether an interval leaves open on which side of nothing the difference lies. */
export const open = ({ low, high }: Difference): boolean => low <= 0 && high >= 0;
