/** Files and mappings sent to a source: tried first, then taken in. Bodies are sent as they are. */
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';

/** An interaction as a trial shows it. */
export type Tried = {
  name: string;
  occurred_at: string;
  channel?: string;
  touchpoint?: string;
  department?: string;
  identifiers: string[];
  facts?: { name: string; value: unknown; valid_until?: string }[];
  text?: string;
};

export type Import = Omit<components['schemas']['Import'], 'preview'> & {
  preview?: { interactions: Tried[]; dropped: { reason: string; detail: string; payload: string }[] } | null;
};

type About = { dry_run?: boolean; mapping?: string; id?: string };

/** Sends a file to a source; as a trial nothing is stored. */
export const send = (name: string, file: string, body: Blob | string, about: About, signal?: AbortSignal): Promise<Import> =>
  ask(
    api.POST('/api/v1/sources/{name}/import', {
      params: { path: { name }, query: { file, ...about } },
      body: body as never,
      bodySerializer: (it) => it as unknown as Blob,
      headers: { 'Content-Type': 'application/octet-stream' },
      ...(signal === undefined ? {} : { signal }),
    }),
  ) as Promise<unknown> as Promise<Import>;

export const mappingOf = (name: string, signal: AbortSignal): Promise<string> =>
  ask(api.GET('/api/v1/sources/{name}/mapping', { params: { path: { name } }, parseAs: 'text', signal })) as Promise<string>;

export const setMapping = (name: string, toml: string): Promise<unknown> =>
  ask(
    api.PUT('/api/v1/sources/{name}/mapping', {
      params: { path: { name } },
      body: toml,
      bodySerializer: (it) => it,
      headers: { 'Content-Type': 'application/toml' },
    }),
  );

/** So much of a file is enough to see what a mapping makes of it, in bytes. */
const SAMPLE = 256 * 1024;

/** The beginning of a file as a sample: whole lines of text; what is packed or in columns is taken whole. */
export async function sampleOf(file: File): Promise<Blob> {
  if (file.size <= SAMPLE || !/\.(csv|tsv|jsonl|ndjson|txt)$/i.test(file.name)) return file;
  const text = await file.slice(0, SAMPLE).text();
  return new Blob([text.slice(0, text.lastIndexOf('\n') + 1)]);
}
