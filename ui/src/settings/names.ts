/** The names that parts of the organisation go by: on record, or in interactions. */
import { api, ask } from '../api/client';
import type { ScopeKind } from './access';

export async function namesOf(kind: ScopeKind, signal: AbortSignal): Promise<string[]> {
  switch (kind) {
    case 'all':
      return [];
    case 'brand':
      return (await ask(api.GET('/api/v1/organisation', { signal }))).brands.map(({ name }) => name);
    case 'department':
      return (await ask(api.GET('/api/v1/departments', { signal }))).items.map(({ name }) => name);
    case 'team':
      return (await ask(api.GET('/api/v1/teams', { signal }))).items.map(({ name }) => name);
    case 'location':
      return (await ask(api.GET('/api/v1/locations', { signal }))).items.map(({ name }) => name);
  }
}
