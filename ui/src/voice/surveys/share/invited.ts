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
