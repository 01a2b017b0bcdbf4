/** A file's way through a source's mapping: tried, or taken in. */
import { api, ask } from '../../api/client';
import type { Import } from '../../api/types';

type Sent = { name: string; body: Blob | string };
type Query = { id?: string; dry_run?: boolean; mapping?: string };

/** The document calls a file's bytes a list of numbers; they go as they are. */
const send = (source: string, file: Sent, query: Query, signal: AbortSignal | undefined): Promise<Import> =>
  ask(
    api.POST('/api/v1/sources/{name}/import', {
      params: { path: { name: source }, query: { file: file.name, ...query } },
      body: file.body as never,
      bodySerializer: (body) => body as never,
      headers: { 'Content-Type': 'application/octet-stream' },
      ...(signal ? { signal } : {}),
    }),
  ) as Promise<Import>;

/** What would come of a file, by the mapping that is given or by the source's own. Nothing is stored. */
export const tried = (source: string, file: Sent, mapping?: string, signal?: AbortSignal): Promise<Import> =>
  send(source, file, mapping === undefined ? { dry_run: true } : { dry_run: true, mapping }, signal);

/** Takes a file in; its progress is asked by the id. */
export const takenIn = (source: string, file: File, id: string, signal: AbortSignal): Promise<Import> =>
  send(source, { name: file.name, body: file }, { id }, signal);
