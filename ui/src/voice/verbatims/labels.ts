/** What is read in a text, in words: sentiments, emotions, cues and languages, each with how sure that is. */
import { locale } from '../../format/locale';
import { words } from '../../format/names';
import { NO_DATA } from '../../format/numbers';
import type { IconName } from '../../kit/icons';

type Tone = 'plain' | 'accent' | 'good' | 'bad' | 'warn';
type Look = { name: string; tone: Tone; icon: IconName };

export const SENTIMENTS: readonly (Look & { value: string })[] = [
  { value: 'negative', name: 'Negative', tone: 'bad', icon: 'warning' },
  { value: 'neutral', name: 'Neutral', tone: 'plain', icon: 'other' },
  { value: 'positive', name: 'Positive', tone: 'good', icon: 'check' },
];

/** What was not read is not neutral. */
export const sentimentLook = (sentiment: string | null | undefined): Look => SENTIMENTS.find(({ value }) => value === sentiment) ?? { name: 'Not read', tone: 'plain', icon: 'question' };

export const EMOTIONS = ['joy', 'trust', 'anticipation', 'surprise', 'fear', 'sadness', 'disgust', 'anger'] as const;

const CUES: Record<string, string> = {
  repeated: 'Again and again',
  told_before: 'Told before',
  waiting: 'Waiting',
  leaving: 'About to leave',
  no_answer: 'No answer',
  passed_on: 'Passed on',
  effort: 'Effort',
  broken_promise: 'Broken promise',
  escalation: 'Escalation',
  unresolved: 'Not resolved',
};

export const CUE_KINDS = Object.keys(CUES);
export const cueName = (kind: string): string => CUES[kind] ?? words(kind);

const languages = new Intl.DisplayNames(['en'], { type: 'language' });
/** The languages that are read. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it'] as const;
export const languageName = (code: string | null | undefined): string => (code == null || code === '' ? 'Another language' : (languages.of(code) ?? code));

const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
/** "87 % sure"; what a person said is beyond that. */
export const sure = (probability: number | null | undefined, corrected = false): string => (corrected ? 'said by a person' : probability == null ? NO_DATA : `${share.format(probability)} sure`);
