/** A survey while it is written: everything has a value, also what other kinds of answers would need. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type Wire = Schemas['Survey'];
/** A survey that is on record, in one of its versions. */
export type Kept = Schemas['Shown_Survey'];
export type KeptWithVersions = Schemas['ShownOfMany_Survey'];
export type Template = Schemas['SurveyTemplate'];
export type AskedOf = NonNullable<Wire['asked_of']>;
export type Kind = Schemas['SurveyAnswer']['kind'];

/** By language tags. */
export type Texts = Record<string, string>;
export type Option = { id: string; text: Texts };
/** What is said of answers of any kind: turning to another kind and back loses nothing. */
export type Answer = {
  kind: Kind;
  options: Option[];
  rows: Option[];
  columns: Option[];
  other: boolean;
  least: number | null;
  most: number | null;
  longest: number;
  purpose: string;
};
export type Condition = { question: string; is: string[]; at_least: number | null; at_most: number | null; answered: boolean | null };
export type Fact = { name: string; purpose: string; fresh_days: number | null; valid_days: number | null };
export type Question = { id: string; text: Texts; help: Texts; answer: Answer; required: boolean; starts_page: boolean; show_if: Condition[]; fact: Fact | null };
export type Survey = {
  title: Texts;
  welcome: Texts;
  thanks: Texts;
  languages: string[];
  asked_of: AskedOf;
  questions: Question[];
  about: string;
  department: string;
  open: boolean;
  /** Whether it promises anonymity: it is answered in waves, and nobody knows by whom. */
  anonymous: boolean;
  /** An instant, or empty. */
  closes_at: string;
  embedded_on: string[];
};

/** What an answer of a kind says besides its kind. */
const FIELDS: Record<Kind, readonly (keyof Answer)[]> = {
  nps: [], enps: [], csat: [], ces: [], stars: [], smileys: [], date: [],
  single: ['options', 'other'],
  multiple: ['options', 'most', 'other'],
  matrix: ['rows', 'columns'],
  ranking: ['options'],
  text: ['longest'],
  number: ['least', 'most'],
  consent: ['purpose'],
};

const LONGEST = 2000;

export const answerOf = (kind: Kind): Answer => ({ kind, options: [], rows: [], columns: [], other: false, least: null, most: null, longest: LONGEST, purpose: 'marketing' });

const nullable = <T>(value: T | null | undefined): T | null => value ?? null;

/** A survey as the server says it, with a value for everything. */
export function surveyOf(wire: Wire): Survey {
  const question = ({ id, text, help = {}, answer, required = false, starts_page = false, show_if = [], fact }: Wire['questions'][number]): Question => ({
    id, text, help, required, starts_page,
    answer: { ...answerOf(answer.kind), ...(Object.fromEntries(Object.entries(answer).filter(([, value]) => value != null)) as Partial<Answer>) },
    show_if: show_if.map((each) => ({ question: each.question, is: each.is ?? [], at_least: nullable(each.at_least), at_most: nullable(each.at_most), answered: nullable(each.answered) })),
    fact: fact == null ? null : { name: fact.name, purpose: fact.purpose ?? 'service', fresh_days: nullable(fact.fresh_days), valid_days: nullable(fact.valid_days) },
  });
  const { title, welcome = {}, thanks, languages, asked_of = 'customers', questions, about, department, open = true, anonymous = false, closes_at, embedded_on = [] } = wire;
  return structuredClone({ title, welcome, thanks, languages, asked_of, questions: questions.map(question), about: about ?? '', department: department ?? '', open, anonymous, closes_at: closes_at ?? '', embedded_on });
}

/** A survey as the server reads it: what is empty is not there, nor what other kinds of answers would need. */
export function wireOf(survey: Survey): Wire {
  const said = (texts: Texts): Texts => Object.fromEntries(survey.languages.filter((tag) => (texts[tag] ?? '').trim() !== '').map((tag) => [tag, texts[tag] ?? '']));
  const options = (all: readonly Option[]) => all.map(({ id, text }) => ({ id, text: said(text) }));
  const answer = (of: Answer) => {
    const all: Answer = { ...of, options: options(of.options), rows: options(of.rows), columns: options(of.columns) };
    return { kind: of.kind, ...Object.fromEntries(FIELDS[of.kind].map((field) => [field, all[field]])) } as Schemas['SurveyAnswer'];
  };
  return {
    ...survey,
    title: said(survey.title),
    welcome: said(survey.welcome),
    thanks: said(survey.thanks),
    about: survey.about.trim() || null,
    department: survey.department.trim() || null,
    closes_at: survey.closes_at || null,
    questions: survey.questions.map((question) => ({ ...question, text: said(question.text), help: said(question.help), answer: answer(question.answer) })),
  };
}

export const nothing = (): Survey => ({
  title: {}, welcome: {}, thanks: {}, languages: ['en'], asked_of: 'customers', questions: [], about: '', department: '', open: true, anonymous: false, closes_at: '', embedded_on: [],
});

/** An id that none of the others has: `why`, then `why_2`. */
export function freshId(wanted: string, taken: readonly string[]): string {
  const base = wanted.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 36).replace(/_+$/, '') || 'q';
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

export const questionOf = (kind: Kind, taken: readonly string[]): Question => ({
  id: freshId(kind, taken), text: {}, help: {}, answer: answerOf(kind), required: false, starts_page: false, show_if: [], fact: null,
});

/** The same question once more, below itself. */
export function duplicated(questions: readonly Question[], at: number): Question[] {
  const question = questions[at];
  if (!question) return [...questions];
  const copy = { ...structuredClone(question), id: freshId(question.id.replace(/_\d+$/, ''), questions.map(({ id }) => id)) };
  return [...questions.slice(0, at + 1), copy, ...questions.slice(at + 1)];
}

/** A question with another id; conditions on it follow. */
export const renamed = (questions: readonly Question[], from: string, to: string): Question[] =>
  questions.map((question) => ({
    ...question,
    id: question.id === from ? to : question.id,
    show_if: question.show_if.map((each) => (each.question === from ? { ...each, question: to } : each)),
  }));

/** How many texts are there in the first language and not in another. */
export function missingIn(survey: Survey, language: string): number {
  const first = survey.languages[0] ?? '';
  const lacks = (texts: Texts) => (texts[first] ?? '').trim() !== '' && (texts[language] ?? '').trim() === '';
  const options = ({ answer }: Question) => FIELDS[answer.kind].flatMap((field) => (field === 'options' || field === 'rows' || field === 'columns' ? answer[field] : []));
  const texts = [survey.title, survey.welcome, survey.thanks, ...survey.questions.flatMap((question) => [question.text, question.help, ...options(question).map(({ text }) => text)])];
  return texts.filter(lacks).length;
}

/** What the server found wrong, and with which question. */
export type Wrong = { at: number | undefined; said: string };

/** Reads `question 3 ("why"): ...`; everything else is about the survey. */
export function wrongOf(message: string): Wrong {
  const [, number, said] = /^question (\d+) \("(?:[^"\\]|\\.)*"\): (.*)$/s.exec(message) ?? [];
  return number === undefined ? { at: undefined, said: message } : { at: Number(number) - 1, said: said ?? message };
}
