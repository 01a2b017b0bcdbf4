/** Erasures, as the API answers them, and their stages in words. */
import type { components } from '../../api/schema';

export type Erasure = components['schemas']['WireErasure'];

type Look = { word: string; tone: 'plain' | 'warn' | 'good'; says: string };

export const STAGES: Record<Erasure['stage'], Look> = {
  proposed: { word: 'proposed', tone: 'plain', says: 'Looked at; nothing has gone' },
  hidden: { word: 'hidden', tone: 'warn', says: 'In no view, search or export; destroyed within the hour' },
  destroyed: { word: 'destroyed', tone: 'good', says: 'It is nowhere any more' },
};
