/** The kinds of answers: what they are called, which scale they have, and what can be asked of them later. */
import type { Condition, Kind, Question } from './survey';

export const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'nps', label: 'How likely they recommend us (NPS, 0–10)' },
  { value: 'csat', label: 'How satisfied they are (CSAT, 1–5)' },
  { value: 'ces', label: 'How easy it was (CES, 1–7)' },
  { value: 'enps', label: 'The same of an employer (eNPS, 0–10)' },
  { value: 'stars', label: 'Stars (1–5)' },
  { value: 'smileys', label: 'Faces (1–5)' },
  { value: 'single', label: 'One of several' },
  { value: 'multiple', label: 'Some of several' },
  { value: 'matrix', label: 'One in each row' },
  { value: 'ranking', label: 'An order' },
  { value: 'text', label: 'In their own words' },
  { value: 'number', label: 'A number' },
  { value: 'date', label: 'A day' },
  { value: 'consent', label: 'Consent' },
];

export const SHORT: Record<Kind, string> = {
  nps: 'NPS', enps: 'eNPS', csat: 'CSAT', ces: 'CES', stars: 'stars', smileys: 'faces', single: 'one of several', multiple: 'some of several',
  matrix: 'one in each row', ranking: 'an order', text: 'words', number: 'a number', date: 'a day', consent: 'consent',
};

/** The lowest and the highest of a score. */
export const SCALES: Partial<Record<Kind, readonly [number, number]>> = { nps: [0, 10], enps: [0, 10], csat: [1, 5], ces: [1, 7], stars: [1, 5], smileys: [1, 5] };

/** What can be asked of an earlier answer. */
export type Form = 'is' | 'at_least' | 'at_most' | 'between' | 'answered' | 'unanswered';

export const FORMS: Record<Form, string> = {
  is: 'is one of', at_least: 'is at least', at_most: 'is at most', between: 'is between', answered: 'was given', unanswered: 'was not given',
};

export function formsOf({ answer }: Question): Form[] {
  const always: Form[] = ['answered', 'unanswered'];
  if (SCALES[answer.kind] || answer.kind === 'number') return ['at_most', 'at_least', 'between', ...always];
  return answer.kind === 'single' || answer.kind === 'multiple' || answer.kind === 'consent' ? ['is', ...always] : always;
}

export function formOf({ is, at_least, at_most, answered }: Condition): Form {
  if (is.length > 0) return 'is';
  if (at_least !== null && at_most !== null) return 'between';
  if (at_least !== null) return 'at_least';
  if (at_most !== null) return 'at_most';
  return answered === false ? 'unanswered' : answered === true ? 'answered' : 'is';
}

/** What can be chosen of a question, by id. `text` says what an option is called. */
export function choicesOf({ answer }: Question, text: (of: { text: Record<string, string> }) => string): { value: string; label: string }[] {
  if (answer.kind === 'consent') return [{ value: 'yes', label: 'yes' }, { value: 'no', label: 'no' }];
  const options = answer.options.map((option) => ({ value: option.id, label: text(option) || option.id }));
  return answer.other ? [...options, { value: 'other', label: 'something else' }] : options;
}

/** A condition of a form, with what is usual: the lower half of a scale, its first option. */
export function conditionOf(form: Form, question: Question): Condition {
  const nothing: Condition = { question: question.id, is: [], at_least: null, at_most: null, answered: null };
  const [low, high] = SCALES[question.answer.kind] ?? [question.answer.least ?? 0, question.answer.most ?? 10];
  const middle = Math.floor((low + high + 1) / 2);
  switch (form) {
    case 'is':
      return { ...nothing, is: choicesOf(question, () => '').slice(0, 1).map(({ value }) => value) };
    case 'at_least':
      return { ...nothing, at_least: middle + 1 };
    case 'at_most':
      return { ...nothing, at_most: middle };
    case 'between':
      return { ...nothing, at_least: low, at_most: middle };
    default:
      return { ...nothing, answered: form === 'answered' };
  }
}

/** "NPS at most 6": a condition in words. */
export function inWords(condition: Condition, question: Question | undefined, text: (of: { text: Record<string, string> }) => string): string {
  const name = (question && text(question)) || condition.question;
  const form = formOf(condition);
  const chosen = () => {
    const known = question ? choicesOf(question, text) : [];
    return condition.is.map((id) => `“${known.find(({ value }) => value === id)?.label ?? id}”`).join(' or ');
  };
  const value = { is: chosen, at_least: () => condition.at_least, at_most: () => condition.at_most, between: () => `${condition.at_least} and ${condition.at_most}`, answered: () => '', unanswered: () => '' }[form]();
  return `“${name}” ${FORMS[form]} ${value}`.trim();
}

type Given = unknown;

/** An answer of which a condition holds. */
function fitting({ answer }: Question, { is, at_least, at_most }: Condition): Given {
  const [, high] = SCALES[answer.kind] ?? [0, 1];
  const first = is[0];
  const chosen = first === 'other' ? { other: '…' } : (first ?? answer.options[0]?.id ?? '');
  switch (answer.kind) {
    case 'consent':
      return first !== 'no';
    case 'single':
      return chosen;
    case 'multiple':
      return [chosen];
    case 'ranking':
      return answer.options.map(({ id }) => id);
    case 'matrix':
      return Object.fromEntries(answer.rows.map(({ id }) => [id, answer.columns[0]?.id ?? '']));
    case 'text':
      return '…';
    case 'date':
      return new Date().toISOString().slice(0, 10);
    default:
      return at_most ?? at_least ?? high;
  }
}

/** Answers after which a question is asked, as far as there are such. */
export function asIfAnswered(questions: readonly Question[], id: string | undefined): Record<string, Given> {
  const answers: Record<string, Given> = {};
  const at = questions.findIndex((question) => question.id === id);
  for (const condition of questions[at]?.show_if ?? []) {
    // Only earlier questions can be asked of: so this ends.
    const earlier = questions.slice(0, at).find((question) => question.id === condition.question);
    if (!earlier) continue;
    const before = asIfAnswered(questions.slice(0, at), earlier.id);
    for (const [other, given] of Object.entries(before)) answers[other] ??= given;
    if (condition.answered !== false) answers[earlier.id] = fitting(earlier, condition);
  }
  return answers;
}
