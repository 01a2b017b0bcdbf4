/** Interactions with everything that came with them, each asked for once: what happened does not change. */
import { api, ask } from '../../api/client';
import type { Interaction } from '../../api/types';

const KEPT = 200;
const asked = new Map<string, Promise<Interaction>>();

export function interaction(id: string): Promise<Interaction> {
  const before = asked.get(id);
  if (before) return before;
  const now = ask(api.GET('/api/v1/interactions/{id}', { params: { path: { id } } })) as Promise<unknown> as Promise<Interaction>;
  asked.set(id, now);
  now.catch(() => asked.delete(id));
  const oldest = asked.keys().next().value;
  if (asked.size > KEPT && oldest !== undefined) asked.delete(oldest);
  return now;
}
