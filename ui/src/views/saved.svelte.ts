/** The views that are saved: one's own, and those that others share. They are read once, and again when one changes. */
import { api, ask } from '../api/client';
import { Loaded } from '../api/loaded.svelte';
import type { components } from '../api/schema';

export type View = components['schemas']['WireView'];

export const saved = new Loaded<View[]>();

export const readSaved = (): Promise<void> => saved.run(async (signal) => (await ask(api.GET('/api/v1/views', { signal }))).items);

export async function save(name: string, address: string, shared: boolean): Promise<void> {
  await ask(api.POST('/api/v1/views', { body: { name, address, shared } }));
  await readSaved();
}

export async function change(view: View, body: components['schemas']['ChangeView']): Promise<void> {
  await ask(api.PATCH('/api/v1/views/{id}', { params: { path: { id: view.id } }, body }));
  await readSaved();
}

export async function remove(view: View): Promise<void> {
  await ask(api.DELETE('/api/v1/views/{id}', { params: { path: { id: view.id } } }));
  await readSaved();
}
