/** Which figure is opened, as the address says it: a short list of texts and numbers. */
import { route } from '../../route/route.svelte';
import { session } from '../../shell/session.svelte';

export type Opened = readonly (string | number)[];

/** What the address opens; whoever may not see people opens nothing. */
export function opened(): Opened | undefined {
  const text = route.query.get('open');
  if (text === null || !session.may('OpenFigures')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Opens a figure, for those who may see who stands behind it. */
export const opener = (): ((what: Opened) => void) | undefined =>
  session.may('OpenFigures') ? (what) => route.set({ open: JSON.stringify(what) }, { replace: false }) : undefined;

export const close = (): void => route.set({ open: undefined });
