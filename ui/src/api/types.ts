/** Short names for what the API answers. What the document only calls an object is written out here. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['Known'];
export type Person = Schemas['WirePerson'];
export type Identifier = Schemas['WireIdentifier'];
export type Fact = Schemas['WireFact'];
/** A line of a timeline. */
export type Line = Schemas['WireItem'];
/** A matter of a person's, with what it cost them. */
export type Episode = Schemas['WireEpisode'];
/** An interaction on a person's line. */
export type Point = Schemas['WirePoint'];
/** A line of the live stream: a line of a timeline with its person. */
export type LiveLine = Line & { person: string };
export type Link = Schemas['WireLink'];
export type Permit = Schemas['WirePermit'];
export type Source = Schemas['WireSource'];
export type Connector = Schemas['WireConnector'];
export type Messenger = Schemas['WireMessenger'];
export type Ledger = Schemas['WireLedger'];
export type Dropped = Schemas['WireDropped'];
export type ImportProgress = Schemas['WireProgress'];
export type Key = Schemas['WireKey'];
export type AuditRow = Schemas['WireRow'];
export type Related = Schemas['WireRelated'];
/** A decision about who is who that somebody thinks of. */
export type Preview = Schemas['WhatIf'];
/** The people whom it would concern, as they are and as they would be. */
export type Previewed = Schemas['WhatWouldBe'];
export type Concerned = Schemas['WireConcerned'];
export type Replay = Schemas['Replay'];
export type Replayed = Schemas['Replayed'];

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

/** An interaction as a dry run shows it: what it does not have is left out. */
export type Made = {
  source: string;
  occurred_at: string;
  name: string;
  identifiers?: string[];
  direction?: string;
  relation?: string;
  channel?: string;
  touchpoint?: string;
  department?: string;
  team?: string;
  employee?: string;
  location?: string;
  subjects?: Subject[];
  questions?: Question[];
  facts?: { name: string; value: unknown; valid_until?: string }[];
  consents?: Record<string, boolean>;
  text?: string;
  properties?: Record<string, unknown>;
};
/** What came of an import; of a dry run with what it shows. */
export type Import = Omit<Schemas['Import'], 'preview'> & { preview?: { interactions: Made[]; dropped: Schemas['PreviewDrop'][] } };

export type Page<T> = { items: T[]; total: number; next?: string | null };
