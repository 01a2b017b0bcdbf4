/** The part of the organisation that somebody sees, in words and out of them. */
import type { components } from '../../api/schema';

export type Scope = components['schemas']['Scope'];
export type Role = components['schemas']['Role'];

export const ROLES: readonly Role[] = [
  'admin',
  'analyst',
  'marketer',
  'agent',
  'team-lead',
  'touchpoint-owner',
  'executive',
  'privacy-officer',
  'employee',
  'partner',
  'read-only',
];

export const KINDS = ['all', 'brand', 'department', 'team', 'location'] as const;
export type ScopeKind = (typeof KINDS)[number];

/** "all", or "department: Billing, Care". */
export function said(scope: Scope | null | undefined): string {
  if (scope == null) return '–';
  if (typeof scope === 'string') return scope;
  return Object.entries(scope)
    .map(([kind, names]) => `${kind}: ${(names as string[]).join(', ')}`)
    .join('; ');
}

/** A scope of a kind and names with commas between them. */
export function scopeOf(kind: ScopeKind, names: string): Scope {
  if (kind === 'all') return 'all';
  const list = names.split(',').map((name) => name.trim()).filter((name) => name !== '');
  return { [kind]: list } as unknown as Scope;
}
