/** One or two funnels beside each other. */
import type { components } from '../../api/schema';

export type Funnel = components['schemas']['WireFunnel'];
/** A funnel of one filter, with what it is called and its colour. */
export type Series = { id: 'a' | 'b'; name: string; colour: string; funnel: Funnel };

export const seriesOf = (found: { a: Funnel; b: Funnel | undefined }): Series[] => [
  { id: 'a', name: 'A', colour: 'var(--accent)', funnel: found.a },
  ...(found.b ? [{ id: 'b', name: 'B', colour: 'var(--channel-phone)', funnel: found.b } as const] : []),
];
