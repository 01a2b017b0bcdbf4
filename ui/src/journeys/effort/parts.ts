/** The effort score and what it is made of, in words. */
import type { components } from '../../api/schema';
import { locale } from '../../format/locale';
import { NO_DATA } from '../../format/numbers';

export type Totals = components['schemas']['WireTotals'];
export type Weights = components['schemas']['WireWeights'];

/** Fewer than this many scores are a dot, and no line. */
export const FEW = 30;

const NAMES: Record<string, string> = {
  further_contacts: 'Each further contact',
  channel_switches: 'Change of channel',
  warm_transfers: 'Warm transfer',
  cold_transfers: 'Cold transfer',
  unknown_transfers: 'Transfer, not known how',
  asked_again: 'Fact asked again',
  waiting_days: 'Day from first to last contact',
  looked_for_help: 'Looked for help first',
};

export const partName = (part: string): string => NAMES[part] ?? part;

const score = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const weight = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const scoreOf = (value: number | null | undefined): string => (value == null ? NO_DATA : score.format(value));
export const weightOf = (value: number | null | undefined): string => (value == null ? NO_DATA : weight.format(value));
