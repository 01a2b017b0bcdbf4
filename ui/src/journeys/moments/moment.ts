/** Moments as a picture shows them: the difference that counts, and whether it can be told from nothing. */
import type { components } from '../../api/schema';

export type Moments = components['schemas']['WireMoments'];
export type Moment = Moments['moments'][number];
export type Difference = components['schemas']['WireDifference'];

/** Differences are told from nothing where fewer than one in twenty of those shown so would be none. */
const FALSE = 0.05;

/** The adjusted difference where there is one, else the plain one. */
export const shownOf = ({ adjusted, difference }: Moment): Difference => adjusted ?? difference;

/** What a moment goes with: better ends, worse ones, or neither that can be told, as where too few ended to adjust for the rest. */
export function tone(moment: Moment): 'better' | 'worse' | 'unsure' {
  if (moment.q == null || moment.q >= FALSE) return 'unsure';
  return shownOf(moment).value > 0 ? 'better' : 'worse';
}

/** Those that can be told from nothing first, each kind in the order of the server: the largest difference that is certain first. */
export const toldFirst = (moments: readonly Moment[]): Moment[] => [...moments].sort((a, b) => Number(tone(a) === 'unsure') - Number(tone(b) === 'unsure'));

/** How far to either side a picture of them goes: what is very uncertain does not make the others small. */
export const reach = (moments: readonly Moment[]): number => Math.min(1, Math.max(0.01, ...moments.flatMap((each) => [Math.abs(shownOf(each).value), Math.abs(each.difference.value)])) * 1.1);
