/** Setting and taking back the rule of a purpose or source. */
import { api, ask } from '../../api/client';
import type { Kept, Mode } from '../types';

type About = Pick<Kept, 'about' | 'name'>;
type Rule = { days: number; then: Mode };

export function setRule({ about, name }: About, { days, then }: Rule): Promise<unknown> {
  const said = { params: { path: { name } }, body: { days, then } };
  return ask(about === 'purpose' ? api.PUT('/api/v1/retention/purposes/{name}', said) : api.PUT('/api/v1/retention/sources/{name}', said));
}

export function removeRule({ about, name }: About): Promise<unknown> {
  const said = { params: { path: { name } } };
  return ask(about === 'purpose' ? api.DELETE('/api/v1/retention/purposes/{name}', said) : api.DELETE('/api/v1/retention/sources/{name}', said));
}

/** Whether the rule that applies is its own, not that of its purpose. */
export const isOwn = ({ about, name, rule }: Kept): boolean => rule != null && rule.about === about && rule.name === name;

/** Takes a change back: what was there before is there again. */
export const restore = (kept: Kept): Promise<unknown> =>
  isOwn(kept) && kept.rule ? setRule(kept, kept.rule) : removeRule(kept);
