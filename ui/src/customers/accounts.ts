/** Accounts, as the API answers them; the document composes these types in a way that the generator flattens too far. */
import { api, ask } from '../api/client';
import type { components } from '../api/schema';
import type { Line, Page } from '../api/types';

type Schemas = components['schemas'];

export type Account = {
  id: string;
  number: string;
  traits: Record<string, unknown>;
  claimed: Record<string, unknown>;
  first_seen: string;
  last_seen: string;
  interactions: number;
};

export type AccountOfPerson = Account & { roles: Schemas['WireRole'][] };
export type WholeAccount = Account & {
  subscriptions: Schemas['WirePart'][];
  products: Schemas['WirePart'][];
  orders: Schemas['WirePart'][];
  others: Schemas['WirePart'][];
  people: Schemas['WireInvolved'][];
};

export const accounts = async (person: string, signal: AbortSignal): Promise<AccountOfPerson[]> =>
  (await ask(api.GET('/api/v1/people/{id}/accounts', { params: { path: { id: person } }, signal }))).items as unknown as AccountOfPerson[];

export const account = (id: string, signal: AbortSignal): Promise<WholeAccount> =>
  ask(api.GET('/api/v1/accounts/{id}', { params: { path: { id } }, signal })) as Promise<unknown> as Promise<WholeAccount>;

export const accountLines = (id: string, signal: AbortSignal): Promise<Page<Line & { person: string }>> =>
  ask(api.GET('/api/v1/accounts/{id}/timeline', { params: { path: { id }, query: { limit: 100 } }, signal })) as Promise<unknown> as Promise<Page<Line & { person: string }>>;
