/** The surveys that are on record, and what there is to begin with. */
import { api, ask } from '../../api/client';
import { Loaded } from '../../api/loaded.svelte';
import { type Kept, type Survey, surveyOf, type Template, wireOf } from './survey';

export const kept = new Loaded<Kept[]>();
export const templates = new Loaded<Template[]>();

export const readKept = (): Promise<void> => kept.run(async (signal) => (await ask(api.GET('/api/v1/surveys', { signal }))).items);

export const readTemplates = (): Promise<void> => templates.run(async (signal) => (await ask(api.GET('/api/v1/survey-templates', { signal }))).items);

/** Makes the next version of a survey, or its first one. */
export async function put(name: string, survey: Survey, reason: string): Promise<Kept> {
  const made = await ask(api.PUT('/api/v1/surveys/{name}', { params: { path: { name }, query: { reason } }, body: wireOf(survey) }));
  await readKept();
  return made;
}

export async function end(name: string, reason: string): Promise<void> {
  await ask(api.DELETE('/api/v1/surveys/{name}', { params: { path: { name }, query: { reason } } }));
  await readKept();
}

/** What a version says. */
export async function surveyIn(name: string, version: number, signal: AbortSignal): Promise<Survey> {
  return surveyOf(await ask(api.GET('/api/v1/surveys/{name}', { params: { path: { name }, query: { version } }, signal })));
}
