/** Who stands behind a figure of scores. */
import { api, ask } from '../../api/client';
import type { Filter } from '../../journeys/ask';
import type { Behind } from '../../journeys/people/behind';
import type { Opened } from '../../journeys/people/opened';
import { answersOf, within } from '../filter';
import { groupingOf, groupName } from './groups';
import { endOf, kindName, periodName, periodOf } from './score';

type About = { kind: string; one: Filter; other: Filter; query: URLSearchParams };

/**
 * What the address opens: who gave a score (`score`), who is behind a side of a comparison (`given`), who answered in a
 * `period` or in a `group`, and who did not answer a `survey`, or of those with a `value`.
 */
export function behindFigure(opened: Opened | undefined, { kind, one, other, query }: About): Behind | undefined {
  const [what, name, answered] = opened ?? [];
  if (what === undefined || name === undefined) return undefined;
  const gave = (body: { filter: Filter; lowest?: number; highest?: number; group?: { by: ReturnType<typeof groupingOf>; name: string; fact: string | null; at: 'contact' | 'answer' } }): Behind['read'] => (page, signal) =>
    ask(api.POST('/api/v1/scores/people', { body: { kind, page, ...body }, signal }));
  const of = kindName(kind);
  if (what === 'score' && typeof name === 'number') return { title: `${of} of ${name}`, read: gave({ filter: one, lowest: name, highest: name }) };
  if (what === 'given') return { title: `${of}: ${name === 'b' ? 'B' : 'A'}`, read: gave({ filter: name === 'b' ? other : one }) };
  if (what === 'period') {
    const [from, period] = [String(name), periodOf(query.get('period'))];
    if (Number.isNaN(Date.parse(from))) return undefined;
    return { title: `${of} in ${period === 'month' ? '' : `the ${period} of `}${periodName(from, period)}`, read: gave({ filter: within(one, from, endOf(from, period)) }) };
  }
  if (what === 'group') {
    const by = groupingOf(query.get('by'));
    return { title: `${of}: ${groupName(by, String(name))}`, read: gave({ filter: one, group: { by, name: String(name), fact: by === 'fact' ? query.get('of') : null, at: query.get('at') === 'answer' ? 'answer' : 'contact' } }) };
  }
  return behindResponse(String(what), String(name), answered === 'yes', timesOf(one), query.get('who'));
}

/** Only the time of a filter: what is asked of invitations is not what is asked of answers. */
const timesOf = ({ from, until }: Filter): Filter => ({ ...answersOf(new URLSearchParams(), 0), from, until });

function behindResponse(what: string, name: string, answered: boolean, times: Filter, fact: string | null): Behind | undefined {
  const title = (of: string) => `${answered ? 'Answered' : 'Did not answer'}: ${of}`;
  const read = (filter: Filter, survey: string | null): Behind['read'] => (page, signal) => ask(api.POST('/api/v1/scores/responses/people', { body: { filter, survey, answered, page }, signal }));
  if (what === 'survey') return { title: title(groupName('touchpoint', name)), read: read(times, name) };
  // Who has no value, or one that few have, cannot be asked for by it.
  if (what === 'value' && fact !== null && name !== '' && name !== '(other)') return { title: title(name), read: read({ ...times, facts: [{ name: fact, any_of: [name] }] }, null) };
  return undefined;
}
