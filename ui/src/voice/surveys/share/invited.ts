/** Who is invited, as it is pasted, and what came of it, as a file. */
import type { components } from '../../../api/schema';
import type { Cell } from '../../../journeys/export/csv';

export type Invited = components['schemas']['Invitee'];

/** The identifiers of a text: one in each line or between commas, each once. What looks like an e-mail address is one. */
export function namedIn(text: string): string[] {
  const said = text.split(/[\n,;]+/).map((each) => each.trim()).filter((each) => each !== '');
  return [...new Set(said.map((each) => (!each.includes(':') && each.includes('@') ? `email:${each}` : each)))];
}

export const invitedRows = (all: readonly Invited[], address: (path: string) => string): Cell[][] => [
  ['identifier', 'address', 'until', 'not_asked'],
  ...all.map(({ identifier, path, until, not_asked }) => [identifier, path == null ? null : address(path), until, not_asked]),
];

/** Groups as they are written, "Care: 12" in each line, or what is wrong with them. */
export function groupsIn(text: string): { groups: { name: string; people: number }[]; wrong?: string } {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const groups = lines.map((line) => {
    const [, name = '', people = ''] = /^(.*?)[:,;\t]\s*(\d+)$/.exec(line) ?? [];
    return { name: name.trim(), people: Number(people) };
  });
  const at = groups.findIndex(({ name, people }) => name === '' || people === 0);
  return at < 0 ? { groups } : { groups: [], wrong: `“${lines[at] ?? ''}” is no group with a number, such as Care: 12.` };
}
