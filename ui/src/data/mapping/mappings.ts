/** Reading and setting the mapping of a source. */
import { api, ask } from '../../api/client';
import { Failure } from '../../api/failure';
import type { Source } from '../../api/types';

export const sourceNamed = (name: string, signal?: AbortSignal): Promise<Source> =>
  ask(api.GET('/api/v1/sources/{name}', { params: { path: { name } }, ...(signal ? { signal } : {}) }));

export const mappingOf = (name: string, signal?: AbortSignal): Promise<string> =>
  ask(api.GET('/api/v1/sources/{name}/mapping', { params: { path: { name } }, parseAs: 'text', ...(signal ? { signal } : {}) })) as Promise<string>;

const put = (name: string, text: string): Promise<unknown> =>
  ask(
    api.PUT('/api/v1/sources/{name}/mapping', {
      params: { path: { name } },
      body: text,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'application/toml' },
    }),
  );

/** Sets a mapping in place of the version that was looked at; gives the new version. */
export async function saved(name: string, text: string, version: number): Promise<number> {
  const now = await sourceNamed(name);
  if (now.mapping_version !== version) {
    throw new Failure(409, 'Changed by somebody else', `The mapping is at version ${now.mapping_version} by now. Copy your text, load the page again, and bring it in there.`);
  }
  await put(name, text);
  return (await sourceNamed(name)).mapping_version;
}
