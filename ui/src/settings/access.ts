/** Roles and scopes: who may do what, and of which part of the organisation. */
import type { components } from '../api/schema';
import { words } from '../format/names';

type Schemas = components['schemas'];
export type Role = Schemas['Role'];
export type Scope = Schemas['Scope'];
export type User = Schemas['WireUser'];
export type Key = Schemas['WireKey'];

export const ROLES: Record<Role, string> = {
  admin: 'everything, also users, keys and sources',
  analyst: 'sees people, links and intake; changes nothing',
  marketer: 'sees people, links and intake; changes nothing',
  agent: 'sees people; says who is who, records what they allow',
  'team-lead': 'as an agent',
  'touchpoint-owner': 'sees touchpoints, the organisation and intake',
  executive: 'sees touchpoints, the organisation and intake',
  'privacy-officer': 'protects people: requests, erasures, retention, audit',
  employee: 'only what concerns oneself',
  partner: 'only what concerns oneself',
  'read-only': 'sees touchpoints, the organisation and intake',
};

export const roleChoices = (Object.keys(ROLES) as Role[]).map((value) => ({ value, label: words(value) }));

export type ScopeKind = 'all' | 'brand' | 'department' | 'team' | 'location';

export const SCOPES: readonly { value: ScopeKind; label: string }[] = [
  { value: 'all', label: 'The whole organisation' },
  { value: 'brand', label: 'Brands' },
  { value: 'department', label: 'Departments' },
  { value: 'team', label: 'Teams' },
  { value: 'location', label: 'Locations' },
];

/** A scope in its two halves: what kind of part, and which. */
export function partsOf(scope: Scope | null | undefined): { kind: ScopeKind; names: string[] } {
  if (scope == null || scope === 'all') return { kind: 'all', names: [] };
  const [kind, names] = Object.entries(scope)[0] as [ScopeKind, string[]];
  return { kind, names };
}

export const scopeOf = (kind: ScopeKind, names: readonly string[]): Scope => (kind === 'all' ? 'all' : ({ [kind]: [...names] } as Scope));

/**
 * Names that nobody knows: of those that were added, and what is being typed unless it may yet become one that is known.
 * As long as it is not known which there are, none is strange.
 */
export function strangers(names: readonly string[], typed: string, known: readonly string[] | undefined): string[] {
  if (known === undefined) return [];
  const next = typed.trim();
  const strange = names.filter((name) => !known.includes(name));
  const isStrange = next !== '' && !strange.includes(next) && !known.some((name) => name.startsWith(next));
  return isStrange ? [...strange, next] : strange;
}

/** "everything", "department Billing", "departments Billing and Care", "4 teams". */
export function scopeInWords(scope: Scope | null | undefined): string {
  const { kind, names } = partsOf(scope);
  if (kind === 'all') return 'everything';
  if (names.length > 2) return `${names.length} ${kind}s`;
  return `${kind}${names.length === 1 ? '' : 's'} ${names.join(' and ')}`;
}
