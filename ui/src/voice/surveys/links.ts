/** Where a survey is reached, and whether it can be answered. */
import type { Kept } from './survey';

/** The address of a survey, with fields that are kept with its answers. */
export function linkOf(name: string, fields: Record<string, string> = {}, origin = location.origin): string {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value.trim() !== '')).toString();
  return `${origin}/s/${encodeURIComponent(name)}${query === '' ? '' : `?${query}`}`;
}

/** The address of its code. */
export const codeOf = (name: string, source = ''): string => `/api/v1/surveys/${encodeURIComponent(name)}/qr.svg${source.trim() === '' ? '' : `?${new URLSearchParams({ source: source.trim() })}`}`;

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The script tag that shows it within a page. */
export function snippetOf(name: string, options: Record<string, string>, origin = location.origin): string {
  const data = Object.entries({ survey: name, ...options }).filter(([, value]) => value !== '').map(([key, value]) => ` data-${key}="${attribute(value)}"`);
  return `<script async src="${attribute(origin)}/survey.js"${data.join('')}></script>`;
}

export function stateOf({ open = true, anonymous = false, closes_at }: Pick<Kept, 'open' | 'anonymous' | 'closes_at'>, now: number): { said: string; tone: 'good' | 'warn' | 'accent' } {
  if (closes_at != null && Date.parse(closes_at) <= now) return { said: 'over', tone: 'warn' };
  if (anonymous) return { said: 'anonymous, in waves', tone: 'accent' };
  return open ? { said: 'open to everybody', tone: 'good' } : { said: 'invited only', tone: 'accent' };
}
