/** The notes that one sees: those that one may answer or reported with one's name, and those of one's codes. */
import { api, ask } from '../../api/client';
import { Loaded } from '../../api/loaded.svelte';
import { session } from '../../shell/session.svelte';
import type { Note, Status } from '../types';
import { codesOf } from './codes';

export const seen = new Loaded<{ items: Note[]; total: number; next: string | undefined }>();
export const own = new Loaded<Note[]>();

const LIMIT = 50;

/** Reads them; with a cursor also those that follow. */
export async function read(status: Status | undefined, cursor?: string): Promise<void> {
  const before = cursor === undefined ? [] : (seen.value?.items ?? []);
  await seen.run(async (signal) => {
    const query = { limit: LIMIT, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) };
    const { items, total, next } = await ask(api.GET('/api/v1/notes', { params: { query }, signal }));
    return { items: [...before, ...items], total, next: next ?? undefined };
  });
}

export async function readOwn(): Promise<void> {
  const codes = codesOf(session.who?.name ?? '');
  await own.run(async (signal) => (codes.length === 0 ? [] : (await ask(api.POST('/api/v1/notes/own', { body: { codes }, signal }))).items));
}
