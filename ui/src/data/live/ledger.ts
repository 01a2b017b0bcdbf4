/** The ledger, read: sums, hours and the health of sources. */
import type { Ledger, Source } from '../../api/types';
import type { Bar } from '../../charts/bars';

const HOUR = 3_600_000;

export const droppedIn = (dropped: Record<string, number>): number => Object.values(dropped).reduce((sum, each) => sum + each, 0);

/** What is left out on purpose or for want of consent is as it should be: it is only counted, and not kept. */
export const isIntended = (reason: string): boolean => reason === 'filtered' || reason === 'consent_refused';

/** What was dropped and should not have been. */
export const failedIn = (dropped: Record<string, number>): number =>
  droppedIn(Object.fromEntries(Object.entries(dropped).filter(([reason]) => !isIntended(reason))));

/** Whether what was received is accounted for to the last event. */
export const isWhole = ({ received, stored, duplicate, dropped }: Pick<Ledger, 'received' | 'stored' | 'duplicate' | 'dropped'>): boolean =>
  received === stored + duplicate + droppedIn(dropped);

/** The last `hours` hours, empty ones too, over all sources. */
export function byHour(ledger: Ledger, hours: number, now: number, name: (at: number) => { label: string; tick: string }): Bar[] {
  const last = Math.floor(now / HOUR) * HOUR;
  const bars = new Map<number, Bar>();
  for (let at = last - (hours - 1) * HOUR; at <= last; at += HOUR) {
    bars.set(at, { key: String(at), ...name(at), values: { stored: 0, duplicate: 0, dropped: 0 } });
  }
  for (const hour of ledger.hours) {
    const values = bars.get(Date.parse(hour.hour))?.values;
    if (!values) continue;
    values['stored'] = (values['stored'] ?? 0) + hour.stored;
    values['duplicate'] = (values['duplicate'] ?? 0) + hour.duplicate;
    values['dropped'] = (values['dropped'] ?? 0) + droppedIn(hour.dropped);
  }
  return [...bars.values()];
}

export type Counted = { received: number; stored: number; duplicate: number; dropped: Record<string, number> };

/** What became of everything that each source sent, since a moment. */
export function bySource(ledger: Ledger, since: number): Map<string, Counted> {
  const sources = new Map<string, Counted>();
  for (const hour of ledger.hours) {
    if (Date.parse(hour.hour) < since) continue;
    const counted = sources.get(hour.source) ?? { received: 0, stored: 0, duplicate: 0, dropped: {} };
    counted.received += hour.received;
    counted.stored += hour.stored;
    counted.duplicate += hour.duplicate;
    for (const [reason, events] of Object.entries(hour.dropped)) counted.dropped[reason] = (counted.dropped[reason] ?? 0) + events;
    sources.set(hour.source, counted);
  }
  return sources;
}

export type Health = { tone: 'good' | 'warn' | 'bad' | 'plain'; word: string; why: string };

/** How a source does, by its last day. */
export function health(source: Source, day: Counted | undefined, now: number): Health {
  if (source.received === 0) return { tone: 'plain', word: 'waiting', why: 'Nothing has come yet' };
  const failed = failedIn(day?.dropped ?? {});
  const share = day && day.received > 0 ? failed / day.received : 0;
  if (share >= 0.05) return { tone: 'bad', word: 'dropping', why: `${Math.round(share * 100)} % of the last day was dropped` };
  if (failed > 0) return { tone: 'warn', word: 'some dropped', why: `${failed} of the last day were dropped` };
  if (source.last_hour == null || now - Date.parse(source.last_hour) > 25 * HOUR) return { tone: 'warn', word: 'quiet', why: 'Nothing has come for a day' };
  return { tone: 'good', word: 'healthy', why: 'Everything of the last day was taken in' };
}
