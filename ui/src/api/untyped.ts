/**
 * Calls whose bodies the OpenAPI document describes wrongly, because two of its types have one name there. Each goes
 * when the document is mended.
 */
import { api, ask } from './client';
import type { Preview, Previewed } from './types';

/** The document's `Confirm` is that of erasures. */
export const confirmSecondFactor = (code: string): Promise<{ recovery_codes: string[] }> =>
  ask(api.POST('/api/v1/session/second-factor/confirm', { body: { code } as never }));

/** The document's `WireWhole` is that of accounts. */
export const previewDecision = (body: Preview): Promise<{ before: Previewed[]; after: Previewed[] }> =>
  ask(api.POST('/api/v1/people/preview', { body })) as never;

/** The document's `Replayed` is that of erasures. */
export type Replayed = { events: number; stored: number; duplicate: number; dropped: number };

export const replay = (body: { ids?: string[]; source?: string; reason?: string; limit?: number }): Promise<Replayed> =>
  ask(api.POST('/api/v1/dropped/replay', { body })) as never;
