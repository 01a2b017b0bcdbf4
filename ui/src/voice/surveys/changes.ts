/** How a later version of a survey differs from an earlier one, a sentence each. */
import { inWords, SHORT } from './kinds';
import { languageName } from './languages';
import type { Option, Question, Survey, Texts } from './survey';

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
const without = <T>(all: readonly T[], others: readonly T[]): T[] => all.filter((each) => !others.includes(each));
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function texts(what: string, before: Texts, after: Texts, languages: readonly string[]): string[] {
  return languages.flatMap((tag) => {
    const [old, now] = [before[tag] ?? '', after[tag] ?? ''];
    const where = languages.length > 1 ? ` in ${languageName(tag)}` : '';
    if (old === now) return [];
    if (old === '') return [`${what}${where} is now “${now}”.`];
    return now === '' ? [`${what}${where} is gone; it was “${old}”.`] : [`${what}${where} was “${old}” and is “${now}”.`];
  });
}

function options(what: string, before: readonly Option[], after: readonly Option[], text: (of: { text: Texts }) => string): string[] {
  const named = (all: readonly Option[], others: readonly Option[]) => quoted(all.filter(({ id }) => !others.some((other) => other.id === id)).map((each) => text(each) || each.id));
  const [added, gone] = [named(after, before), named(before, after)];
  const reworded = after.filter((option) => before.some((old) => old.id === option.id && !same(old.text, option.text)));
  return [
    ...(added ? [`${what}: ${added} came in.`] : []),
    ...(gone ? [`${what}: ${gone} went out.`] : []),
    ...(reworded.length > 0 ? [`${what}: ${quoted(reworded.map((each) => text(each) || each.id))} ${reworded.length === 1 ? 'is' : 'are'} worded anew.`] : []),
  ];
}

function question(before: Question, after: Question, all: readonly Question[], languages: readonly string[], text: (of: { text: Texts }) => string): string[] {
  const what = `“${text(after) || after.id}”`;
  const said = [...texts(`The text of ${what}`, before.text, after.text, languages), ...texts(`The help of ${what}`, before.help, after.help, languages)];
  if (before.answer.kind !== after.answer.kind) said.push(`${what} is answered with ${SHORT[after.answer.kind]}, before with ${SHORT[before.answer.kind]}.`);
  for (const field of ['options', 'rows', 'columns'] as const) said.push(...options(what, before.answer[field], after.answer[field], text));
  const rest = (of: Question) => [of.answer.other, of.answer.least, of.answer.most, of.answer.longest, of.answer.purpose];
  if (!same(rest(before), rest(after))) said.push(`${what} has other bounds.`);
  if (before.required !== after.required) said.push(`${what} ${after.required ? 'must be answered' : 'need not be answered any more'}.`);
  if (before.starts_page !== after.starts_page) said.push(`${what} ${after.starts_page ? 'begins a page' : 'no longer begins a page'}.`);
  if (!same(before.show_if, after.show_if)) {
    const when = after.show_if.map((each) => inWords(each, all.find(({ id }) => id === each.question), text)).join(' and ');
    said.push(when === '' ? `${what} is always asked.` : `${what} is asked only if ${when}.`);
  }
  if (!same(before.fact, after.fact)) said.push(after.fact ? `${what} asks for the fact ${after.fact.name}${before.fact?.name === after.fact.name ? ', with other days' : ''}.` : `${what} asks for no fact any more.`);
  return said;
}

export function changes(before: Survey, after: Survey): string[] {
  const languages = [...new Set([...after.languages, ...before.languages])];
  const text = ({ text }: { text: Texts }) => text[after.languages[0] ?? ''] ?? Object.values(text)[0] ?? '';
  const said = [
    ...texts('The title', before.title, after.title, languages),
    ...texts('The welcome', before.welcome, after.welcome, languages),
    ...texts('The thanks', before.thanks, after.thanks, languages),
  ];
  for (const tag of without(after.languages, before.languages)) said.push(`It is in ${languageName(tag)} too.`);
  for (const tag of without(before.languages, after.languages)) said.push(`It is no longer in ${languageName(tag)}.`);
  if (before.asked_of !== after.asked_of) said.push(`It is asked of ${after.asked_of}, before of ${before.asked_of}.`);
  if (before.open !== after.open) said.push(after.open ? 'Everybody with the address may answer.' : 'Only who is invited may answer.');
  if (before.anonymous !== after.anonymous) said.push(after.anonymous ? 'It promises anonymity.' : 'It no longer promises anonymity.');
  if (before.closes_at !== after.closes_at) said.push(after.closes_at === '' ? 'It has no end any more.' : `It ends on ${after.closes_at.slice(0, 10)}.`);
  if (before.about !== after.about) said.push(after.about === '' ? 'It asks about no touchpoint in particular.' : `It asks about ${after.about}.`);
  if (before.department !== after.department) said.push(after.department === '' ? 'No department asks in particular.' : `${after.department} asks.`);
  for (const site of without(after.embedded_on, before.embedded_on)) said.push(`${site} may show it.`);
  for (const site of without(before.embedded_on, after.embedded_on)) said.push(`${site} may no longer show it.`);
  const name = (of: Question) => `“${text(of) || of.id}”`;
  for (const old of before.questions) if (!after.questions.some(({ id }) => id === old.id)) said.push(`The question ${name(old)} is gone.`);
  for (const now of after.questions) {
    const old = before.questions.find(({ id }) => id === now.id);
    said.push(...(old ? question(old, now, after.questions, languages, text) : [`The question ${name(now)} is new.`]));
  }
  const both = (one: Survey, other: Survey) => one.questions.map(({ id }) => id).filter((id) => other.questions.some((each) => each.id === id));
  if (!same(both(before, after), both(after, before))) said.push('The questions come in another order.');
  return said.length === 0 ? ['Nothing that is said changed.'] : said;
}
