/** Why somebody was not asked, and the rules that say so, in words. */
import type { components } from '../../api/schema';
import { locale } from '../../format/locale';
import { words } from '../../format/names';
import { many } from '../../format/numbers';

type Schemas = components['schemas'];
export type Rules = Schemas['AskingRules'];
export type ShownRules = Schemas['ShownRules'];
export type OfSurvey = Schemas['AskingRulesOfSurvey'];

const REASONS: Record<string, { name: string; says: string }> = {
  unknown: { name: 'Not known', says: 'nobody has this identifier' },
  not_permitted: { name: 'Not permitted', says: 'they have refused to be asked, or have not said yes where that is needed' },
  held: { name: 'On hold', says: 'a case of theirs is open, or they are in mourning' },
  no_address: { name: 'No address', says: 'they have no address for the channel' },
  over: { name: 'The survey is over', says: 'it was closed or had ended' },
  not_drawn: { name: 'Not drawn', says: 'the lot of the sample did not fall on them' },
  quiet_hours: { name: 'Quiet hours', says: 'it was quiet, and nothing could wait' },
  asked_recently: { name: 'Asked recently', says: 'they were asked within the days between two surveys' },
  asked_often: { name: 'Asked often enough', says: 'they were asked as often as the rule allows' },
  quota_full: { name: 'Quota full', says: 'enough were invited already' },
};

export const reasonName = (reason: string): string => REASONS[reason]?.name ?? words(reason);
export const reasonSays = (reason: string): string => REASONS[reason]?.says ?? '';

export type Counted = { reason: string; count: number };

/** How often somebody was not asked, by why: the most frequent reason first. */
export const byReason = (counts: Record<string, number>): Counted[] => Object.entries(counts).map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));

const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

/** What holds for everybody, a sentence each. */
export function general({ days_between = 30, at_most, quiet_hours }: Rules): string[] {
  return [
    days_between === 0 ? 'No days have to lie between two surveys' : `Nobody is asked again for ${many(days_between, 'day')}`,
    ...(at_most == null ? [] : [`Nobody is asked more than ${many(at_most.times, 'time')} in ${many(at_most.days, 'day')}`]),
    ...(quiet_hours == null ? [] : [`Nobody is written to from ${quiet_hours.from} until ${quiet_hours.until}, ${quiet_hours.time_zone}`]),
  ];
}

/** What holds for a survey besides. */
export function special({ rate, quota }: OfSurvey): string {
  const said = [
    ...(rate == null ? [] : [`${share.format(rate)} of those who could be asked`]),
    ...(quota == null ? [] : [`${many(quota.invitations, 'invitation')} in ${many(quota.days, 'day')}${quota.each == null ? '' : ` for each ${quota.each}`}`]),
  ];
  return said.length === 0 ? 'nothing besides' : said.join(', ');
}

/** Questions that were not asked because the answer was known: each row is a list of their ids, and how often. */
export const savedIn = (rows: readonly (readonly unknown[])[]): number =>
  rows.reduce((sum, [list, times]) => {
    const ids: unknown = typeof list === 'string' ? JSON.parse(list) : list;
    return sum + (Array.isArray(ids) ? ids.length : 0) * Number(times ?? 0);
  }, 0);
