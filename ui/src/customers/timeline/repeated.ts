/** Which questions were put to somebody although the answer was a valid fact: the same rule as the server's words have it. */
import type { Fact, Question } from '../../api/types';

export type Asked = Question & {
  /** Where the answer was known from, if it was known then. */
  knownFrom: Fact | undefined;
};

/**
 * Looks for each question's answer among the facts, older values included. Only questions for the purpose of service
 * count as repeated: verification of identity must ask again.
 */
export function asked(questions: readonly Question[], facts: readonly Fact[], occurredAt: string): Asked[] {
  const then = Date.parse(occurredAt);
  const knownThen = (fact: Fact) =>
    fact.known && Date.parse(fact.first_learnt_at) < then && (fact.valid_until == null || Date.parse(fact.valid_until) > then);
  return questions.map((question) => {
    if (question.purpose !== 'service') return { ...question, knownFrom: undefined };
    const answers = facts.filter((fact) => fact.name === question.fact && knownThen(fact));
    answers.sort((a, b) => Date.parse(a.first_learnt_at) - Date.parse(b.first_learnt_at));
    return { ...question, knownFrom: answers[0] };
  });
}

export const repeats = (all: readonly Asked[]): number => all.filter(({ knownFrom }) => knownFrom !== undefined).length;
