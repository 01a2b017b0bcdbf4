/** What a person is called: out of their facts, else their strongest identifier. */
import type { Fact, Identifier, Person } from '../api/types';

/** The names of facts that are names of people, the fullest first. */
const WHOLE_NAMES = ['full_name', 'fullName', 'name'];
const FIRST_NAMES = ['first_name', 'firstName', 'given_name'];
const LAST_NAMES = ['last_name', 'lastName', 'family_name'];
const INSTEAD = ['company', 'username'];

/** Identifiers in the order in which they say most to a human who reads them. */
const TELLING = ['email', 'phone', 'user_id', 'handle', 'employee_id', 'loyalty_card', 'account'];

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const first = (values: Record<string, unknown>, names: string[]): string | undefined =>
  names.map((name) => text(values[name])).find((each) => each !== undefined);

/** The newest value of each fact, what is known before what is only claimed. */
export function valuesOf(facts: readonly Fact[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const known of [false, true]) {
    for (const fact of facts) if (fact.newest && fact.known === known) values[fact.name] = fact.value;
  }
  return values;
}

/** All that is said of a person: what is known goes before what is only claimed. */
export const said = (person: Person): Record<string, unknown> => ({
  ...person.claimed,
  ...person.traits,
  ...(person.facts ? valuesOf(person.facts) : {}),
});

/** The name that the facts give, if they give one. */
export function nameIn(values: Record<string, unknown>): string | undefined {
  const both = [first(values, FIRST_NAMES), first(values, LAST_NAMES)].filter((part) => part !== undefined).join(' ');
  return first(values, WHOLE_NAMES) ?? (both || undefined) ?? first(values, INSTEAD);
}

/** The identifier that says most to a human. */
export function tellingIdentifier(identifiers: readonly Identifier[]): Identifier | undefined {
  const rank = ({ namespace }: Identifier) => {
    const place = TELLING.indexOf(namespace);
    return place < 0 ? TELLING.length : place;
  };
  return [...identifiers].sort((a, b) => rank(a) - rank(b))[0];
}

/** What to call a person in a heading or a list. */
export const called = (person: Person): string =>
  nameIn(said(person)) ?? tellingIdentifier(person.identifiers)?.value ?? 'Somebody without a name';

/** Where somebody lives, on one line, if it was ever said. */
export const livesAt = (values: Record<string, unknown>): string | undefined =>
  text(values['address']) ?? text(values['street']) ?? text(values['city']) ?? text(values['postcode']);

/** At most two letters for the round picture beside a name. */
export function initials(name: string): string {
  const parts = name.split(/[\s@._-]+/).filter((part) => /^\p{L}/u.test(part));
  const letters = [parts[0], parts.length > 1 ? parts[parts.length - 1] : undefined];
  return letters.map((part) => part?.slice(0, 1).toUpperCase() ?? '').join('') || '#';
}
