/** Surveys while they are written: what the server reads, what it says is wrong, and how versions differ. */
import { describe, expect, it } from 'vitest';
import { changes } from '../src/voice/surveys/changes';
import { asIfAnswered, conditionOf, formOf, formsOf, inWords } from '../src/voice/surveys/kinds';
import { linkOf, snippetOf, stateOf } from '../src/voice/surveys/links';
import { groupsIn, invitedRows, namedIn } from '../src/voice/surveys/share/invited';
import { duplicated, freshId, missingIn, nothing, type Question, questionOf, renamed, type Survey, surveyOf, wireOf, wrongOf } from '../src/voice/surveys/survey';

const en = (text: string) => ({ en: text });
const question = (id: string, kind: Parameters<typeof questionOf>[0], more: Partial<Question> = {}): Question => ({ ...questionOf(kind, []), id, text: en(id), ...more });
const option = (id: string) => ({ id, text: en(id) });
const nps = question('nps', 'nps');
const way = question('way', 'single', { answer: { ...questionOf('single', []).answer, options: [option('shop'), option('phone')], other: true } });
const why = question('why', 'text', { show_if: [conditionOf('at_most', nps)] });
const survey: Survey = { ...nothing(), title: en('Visit'), thanks: en('Thanks'), questions: [nps, way, why] };

describe('a survey that is written', () => {
  it('is sent without what is empty or of another kind', () => {
    const wire = wireOf({ ...survey, welcome: { en: ' ' }, title: { en: 'Visit', de: 'Besuch' } });
    expect([wire.title, wire.welcome, wire.about]).toEqual([{ en: 'Visit' }, {}, null]);
    expect(wire.questions.map(({ answer }) => answer)).toEqual([
      { kind: 'nps' }, { kind: 'single', options: [option('shop'), option('phone')], other: true }, { kind: 'text', longest: 2000 },
    ]);
  });

  it('comes back as it was sent', () => expect(surveyOf(wireOf(survey))).toEqual({ ...survey, questions: survey.questions.map((each) => ({ ...each, answer: { ...each.answer } })) }));

  it('names what is new apart, and follows a new name', () => {
    expect([freshId('Why?', []), freshId('nps', ['nps', 'nps_2']), freshId('…', [])]).toEqual(['why', 'nps_3', 'q']);
    expect(duplicated(survey.questions, 0).map(({ id }) => id)).toEqual(['nps', 'nps_2', 'way', 'why']);
    expect(renamed(survey.questions, 'nps', 'score')[2]?.show_if[0]?.question).toBe('score');
  });

  it('counts texts that another language lacks', () => expect([missingIn(survey, 'de'), missingIn({ ...survey, title: { en: 'x', de: 'y' } }, 'de')]).toEqual([7, 6]));

  it('shows what the server finds wrong where it is', () => {
    expect(wrongOf('question 3 ("why"): `text`: it lacks a text')).toEqual({ at: 2, said: '`text`: it lacks a text' });
    expect(wrongOf('question 1 ("a\\"b"): no `id`')).toEqual({ at: 0, said: 'no `id`' });
    expect(wrongOf('`languages`: x')).toEqual({ at: undefined, said: '`languages`: x' });
  });
});

describe('conditions', () => {
  const text = ({ text }: { text: Record<string, string> }) => text['en'] ?? '';

  it('fit the kind of the earlier question', () => {
    expect(formsOf(nps)).toContain('at_most');
    expect(formsOf(way)).toEqual(['is', 'answered', 'unanswered']);
    expect(formsOf(why)).toEqual(['answered', 'unanswered']);
    for (const form of formsOf(nps)) expect(formOf(conditionOf(form, nps))).toBe(form);
    expect(inWords(conditionOf('is', way), way, text)).toBe('“way” is one of “shop”');
  });

  it('hold of what is answered for them, also one after the other', () => {
    const last = question('last', 'text', { show_if: [conditionOf('answered', why), conditionOf('is', way)] });
    expect(asIfAnswered([nps, way, why, last], 'last')).toEqual({ nps: 5, why: '…', way: 'shop' });
    expect(asIfAnswered([why, nps], 'why')).toEqual({});
  });
});

describe('versions', () => {
  it('differ in sentences', () => {
    const after: Survey = {
      ...survey, title: en('Your visit'), languages: ['en', 'de'], open: false,
      questions: [{ ...way, required: true, answer: { ...way.answer, options: [option('shop'), option('web')] } }, { ...nps, text: en('Would you?') }, question('more', 'text')],
    };
    expect(changes(survey, after)).toEqual([
      'The title in English was “Visit” and is “Your visit”.',
      'It is in German too.',
      'Only who is invited may answer.',
      'The question “why” is gone.',
      '“way”: “web” came in.',
      '“way”: “phone” went out.',
      '“way” must be answered.',
      'The text of “Would you?” in English was “nps” and is “Would you?”.',
      'The question “more” is new.',
      'The questions come in another order.',
    ]);
    expect(changes(survey, surveyOf(wireOf(survey)))).toEqual(['Nothing that is said changed.']);
  });
});

describe('sharing', () => {
  it('makes links and script tags that cannot break out', () => {
    expect(linkOf('visit', { source: 'a b', kiosk: '' }, 'https://x')).toBe('https://x/s/visit?source=a+b');
    expect(snippetOf('visit', { position: 'popover', label: '"><b>' }, 'https://x')).toBe('<script async src="https://x/survey.js" data-survey="visit" data-position="popover" data-label="&quot;>&lt;b>"></script>');
    expect(stateOf({ closes_at: '2026-01-01T00:00:00Z' }, Date.parse('2026-01-02')).said).toBe('over');
  });

  it('reads groups with how many they are', () => {
    expect(groupsIn('Customer Care: 12\n\nShops, 7').groups).toEqual([{ name: 'Customer Care', people: 12 }, { name: 'Shops', people: 7 }]);
    expect(groupsIn('Care').wrong).toContain('“Care”');
  });

  it('reads who is named, each once, and writes what came of it', () => {
    expect(namedIn('ana@example.com, user_id:7\n\nemail:ana@example.com;phone:+1')).toEqual(['email:ana@example.com', 'user_id:7', 'phone:+1']);
    expect(invitedRows([{ identifier: 'a:1', path: '/s/v/w_1', until: 'u' }, { identifier: 'b:2', not_asked: 'unknown' }], (path) => `https://x${path}`).slice(1)).toEqual([
      ['a:1', 'https://x/s/v/w_1', 'u', undefined],
      ['b:2', null, undefined, 'unknown'],
    ]);
  });
});
