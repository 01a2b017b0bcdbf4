/** What notes and needs can be about: touchpoints and departments on record. */
import { api, ask } from '../api/client';
import { Loaded } from '../api/loaded.svelte';

export const places = new Loaded<{ touchpoints: string[]; departments: string[] }>();

/** Reads them once. */
export function readPlaces(): void {
  if (places.value === undefined) void places.run(async (signal) => await ask(api.GET('/api/v1/notes/places', { signal })));
}
