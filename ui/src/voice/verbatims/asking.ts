/** Which texts are wanted, as the address says it. */
import type { components } from '../../api/schema';
import { packed, unpacked } from '../../journeys/filter/filter';
import { CUE_KINDS, EMOTIONS, LANGUAGES, SENTIMENTS } from './labels';

type Said = components['schemas']['AskSaid'];
export type Verbatim = components['schemas']['WireVerbatim'];

/** What texts are narrowed by besides the filter of interactions, each under a name of its own in the address. */
export const PARTS = ['words', 'sentiment', 'sure', 'emotion', 'cue', 'language', 'theme', 'category'] as const;

/** How sure a sentiment must be at least. */
export const CERTAINTIES = [0, 0.6, 0.8, 0.9] as const;

/** One of the names that there are; what the address says besides is nothing. */
const oneOf = (text: string | null, all: readonly string[]): string[] => (text !== null && all.includes(text) ? [text] : []);

export function saidOf(query: URLSearchParams): Said {
  const certainty = Number(query.get('sure') ?? 0);
  const theme = query.get('theme') ?? '';
  const known = CERTAINTIES.find((each) => each === certainty) ?? 0;
  return {
    sentiments: oneOf(query.get('sentiment'), [...SENTIMENTS.map(({ value }) => value), 'unread']),
    certainty: known,
    emotions: oneOf(query.get('emotion'), EMOTIONS),
    cues: oneOf(query.get('cue'), CUE_KINDS),
    languages: oneOf(query.get('language'), LANGUAGES),
    themes: /^\d{1,9}$/.test(theme) ? [Number(theme)] : [],
    categories: unpacked(query.get('category')),
  };
}

/** How a category stands in the address; texts in none have an empty one. */
export const categoryIn = (name: string): string => packed([name]);

export const wordsOf = (query: URLSearchParams): string => (query.get('words') ?? '').trim();

/** In how many ways the texts are narrowed besides the filter. */
export const narrowedBy = (query: URLSearchParams): number => PARTS.filter((part) => (query.get(part) ?? '') !== '').length;
