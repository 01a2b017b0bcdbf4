/** Who stands behind a figure of the silo map or of effort. */
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';
import { dayWithYear } from '../../format/dates';
import { byOf } from '../ask';
import { called } from '../called';
import type { Behind } from '../people/behind';
import type { Opened } from '../people/opened';
import type { Episodes } from './window';

type Figure = components['schemas']['WireFigure'];
type Way = NonNullable<Extract<Figure, { kind: 'transfers' }>['how']>;

const WAYS: readonly Way[] = ['warm', 'cold', 'unknown'];
const WORDS: Record<Way, string> = { warm: 'warm', cold: 'cold', unknown: 'not known how' };

/** What the address opens: `contacts` or `asked_again` by something with a name, `transfers` from somewhere to somewhere, `ended` in a week. */
export function behindFigure(opened: Opened | undefined, of: Episodes): Behind | undefined {
  const [kind, one, other, way] = (opened ?? []).map(String);
  if (one === undefined || other === undefined) return undefined;
  const read = (figure: Figure): Behind['read'] => (page, signal) =>
    ask(api.POST('/api/v1/effort/people', { body: { figure, page, from: of.from ?? null, until: of.until ?? null, side: of.side === 'employee' ? 'employee' : 'customer' }, signal }));
  if (kind === 'transfers') {
    const how = WAYS.find((each) => each === way);
    const title = `${called('department', one)} → ${called('department', other)}${how ? `, ${WORDS[how]}` : ''}`;
    return { title, read: read({ kind, from: one, to: other, how: how ?? null }) };
  }
  if (kind === 'ended') return { title: `Last contact in the week of ${dayWithYear(other)}`, read: read({ kind, week: other }) };
  const by = byOf(one);
  if (kind === 'contacts') return { title: `Contacts: ${called(by, other)}`, read: read({ kind, by, name: other }) };
  if (kind === 'asked_again') return { title: `Asked again: ${called(by, other)}`, read: read({ kind, by, name: other }) };
  return undefined;
}
