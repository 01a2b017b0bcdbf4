/** The journeys that are on record as they are meant to be. */
import { api, ask } from '../../api/client';
import { Loaded } from '../../api/loaded.svelte';
import { definitionOf, type Definition, type Kept } from './design';

export const kept = new Loaded<Kept[]>();

export const readKept = (): Promise<void> => kept.run(async (signal) => (await ask(api.GET('/api/v1/designs', { signal }))).items);

/** Makes the next version of a design, or its first one. */
export async function put(name: string, definition: Definition, reason: string): Promise<Kept> {
  const made = await ask(api.PUT('/api/v1/designs/{name}', { params: { path: { name }, query: { reason } }, body: definition }));
  await readKept();
  return made;
}

export async function end(name: string, reason: string): Promise<void> {
  await ask(api.DELETE('/api/v1/designs/{name}', { params: { path: { name }, query: { reason } } }));
  await readKept();
}

/** What a version says. */
export async function definitionIn(name: string, version: number, signal: AbortSignal): Promise<Definition> {
  return definitionOf(await ask(api.GET('/api/v1/designs/{name}', { params: { path: { name }, query: { version } }, signal })));
}
