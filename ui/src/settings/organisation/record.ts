/** Putting units of the organisation on record, ending them, and reading what is there. */
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';
import type { Said, Tree, UnitKind } from './units';

/** The query of a change that holds from a day on; from now where none is said. */
const since = (from: string) => (from === '' ? {} : { query: { from: `${from}T00:00:00Z` } });

export const putUnit = (kind: UnitKind, name: string, said: Said, from = ''): Promise<unknown> =>
  ask(api.PUT('/api/v1/organisation/{kind}/{name}', { params: { path: { kind, name }, ...since(from) }, body: said as components['schemas']['About'] }));

export const endUnit = (kind: UnitKind, name: string, from = ''): Promise<unknown> =>
  ask(api.DELETE('/api/v1/organisation/{kind}/{name}', { params: { path: { kind, name }, ...since(from) } }));

export const readTree = (signal: AbortSignal): Promise<Tree> => ask(api.GET('/api/v1/organisation', { signal }));
