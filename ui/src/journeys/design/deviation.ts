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
      return `${name(deviation.name)}, ${where(deviation.stage, 'at')}`;
    case 'unfinished':
      return `Stopped ${where(deviation.stage, 'at')}`;
  }
}
