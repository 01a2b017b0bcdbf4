/** How ways leave a designed journey, in words. */
import type { components } from '../../api/schema';

export type Conformance = components['schemas']['WireConformance'];
export type Deviation = components['schemas']['WireDeviation'];

/** "Skipped: Basket". `stage` says what a stage is called, `name` what an interaction is. */
export function said(deviation: Deviation, stage: (at: number) => string, name: (text: string) => string): string {
  const where = (at: number | null | undefined, after: string) => (at == null ? 'before the first stage' : `${after} ${stage(at)}`);
  switch (deviation.kind) {
    case 'skipped':
      return `Skipped: ${stage(deviation.stage)}`;
    case 'back':
      return `Back from ${stage(deviation.from)} to ${stage(deviation.to)}`;
    case 'repeated':
      return `Once more: ${stage(deviation.stage)}`;
    case 'outside':
      return `Outside: ${name(deviation.name)}, ${where(deviation.stage, 'after')}`;
    case 'unfinished':
      return `Stopped ${where(deviation.stage, 'at')}`;
  }
}

/** Interactions that were too many, what they cost in minor units, and of how many that is known. */
export function tooMany({ deviations }: Conformance): { count: number; cost: number; costed: number } {
  const extra = deviations.filter(({ deviation }) => deviation.kind === 'back' || deviation.kind === 'repeated' || deviation.kind === 'outside');
  const sum = (of: (each: (typeof extra)[number]) => number) => extra.reduce((all, each) => all + of(each), 0);
  return { count: sum(({ count }) => count), cost: sum(({ cost }) => cost), costed: sum(({ costed }) => costed) };
}
