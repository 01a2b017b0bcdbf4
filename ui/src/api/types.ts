/** Short names for what the API answers. Where the document has two types of one name, ours is written out here. */
import type { components, paths } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['Known'];
export type Person = Schemas['WirePerson'];
export type Identifier = Schemas['WireIdentifier'];
export type Fact = Schemas['WireFact'];
/** A line of a timeline. */
export type Line = Schemas['WireItem'];
/** A line of the live stream: a line of a timeline with its person. */
export type LiveLine = Line & { person: string };
export type Link = Schemas['WireLink'];
export type Permit = Schemas['WirePermit'];
export type Source = Schemas['WireSource'];
export type Ledger = Schemas['WireLedger'];
export type Dropped = Schemas['WireDropped'];
export type AuditRow = Schemas['WireRow'];
export type Related = Schemas['WireRelated'];
export type Preview = paths['/api/v1/people/preview']['post']['requestBody']['content']['application/json'];

export type Question = { fact: string; purpose: string };
export type Subject = { kind: string; id: string; role?: string; facts?: Record<string, unknown> };
/** One interaction with everything that came with it. */
export type Interaction = Omit<Schemas['WireInteraction'], 'questions' | 'subjects' | 'properties' | 'context' | 'facts'> & {
  questions: Question[];
  subjects: Subject[];
  facts: Record<string, unknown>;
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
};

/** A person as a preview of a decision shows them. */
export type Previewed = { id: string; identifiers: string[]; interactions: number };

export type Page<T> = { items: T[]; total: number; next?: string | null };
