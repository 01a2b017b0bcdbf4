// Voice: scores, what goes with them, and who was not asked: by mouse and by keyboard to the people behind each figure.
import { readFileSync } from 'node:fs';
import { equal, holds, json } from './ask.mjs';
import { signIn } from './browser.mjs';
import { SIZES, wrongsOf } from './looks.mjs';

const OBSERVED = '/voice/drivers?kind=ces';
const PASSWORD = 'a long pass phrase of the checks';
/** Every picture of these parts, and where it is. */
const PICTURES = {
  'NPS over time': '/voice/scores?kind=nps',
  'How often each score was given': '/voice/scores?kind=nps',
  'NPS by group': '/voice/scores?kind=nps',
  'Who answered': '/voice/scores?kind=nps',
  'What goes with the score': OBSERVED,
  'Importance against performance': OBSERVED,
  'Basics and delights': OBSERVED,
};

export async function scores({ page, url, steps, screenshots, user, password }) {
  const picture = (name) => page.getByRole('listbox', { name, exact: true });
  const drawer = () => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close' }) });
  const shown = async (path, name) => {
    await page.goto(url + path);
    await picture(name).getByRole('option').first().waitFor();
  };
  const inAddress = (name) => page.evaluate((name) => new URL(location.href).searchParams.get(name), name);
  const survey = `asked-${Date.now().toString(36)}`;

  await page.setViewportSize(SIZES.desktop);
  await steps('scores: g v leads there, and figures are those of the API, with their interval and n', async () => {
    await page.goto(`${url}/settings/you`);
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    for (const key of ['g', 'v']) await page.keyboard.press(key);
    const { kinds } = await json(page, 'GET', '/api/v1/scores');
    for (const { kind, score } of kinds) await page.getByRole('button', { name: new RegExp(`^${kind.toUpperCase()} .*n = ${score.of.toLocaleString('en')}`) }).waitFor();
    const nps = kinds.find(({ kind }) => kind === 'nps').score;
    const whole = (value) => String(Math.round(value) || 0);
    await page.getByRole('button', { name: new RegExp(`${whole(nps.low)} to ${whole(nps.high)}, n = ${nps.of}`) }).waitFor();
  });

  for (const [name, path] of Object.entries(PICTURES)) {
    await steps(`${name}: by keyboard to the people behind a mark, and the link opens them again`, async () => {
      await shown(path, name);
      await picture(name).focus();
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'Home']) await page.keyboard.press(key);
      holds((await picture(name).getAttribute('aria-activedescendant')) !== null, 'no mark is looked at');
      // Nobody gives the worst score, perhaps: the next mark has somebody.
      for (const key of name === 'How often each score was given' ? ['End', 'Enter'] : ['Enter']) await page.keyboard.press(key);
      await drawer().locator('a[data-row]').first().waitFor();
      const open = await inAddress('open');
      await page.keyboard.press('Escape');
      await drawer().waitFor({ state: 'detached' });
      await page.goto(`${url}${path}&open=${encodeURIComponent(open)}`);
      await drawer().locator('a[data-row]').first().waitFor();
    });
    await steps(`${name}: as a table with as many rows, and as files`, async () => {
      await shown(path, name);
      const marks = await picture(name).getByRole('option').count();
      const figure = page.getByRole('figure', { name, exact: true });
      for (const [kind, begins] of [['CSV', /^[a-z_]+,[a-z_]+/], ['SVG', /^<svg/], ['PNG', /^.PNG/]]) {
        const saved = page.waitForEvent('download');
        await figure.getByRole('button', { name: kind }).click();
        const file = readFileSync(await (await saved).path()).subarray(0, 200).toString('latin1');
        holds(begins.test(file), `the ${kind} begins with ${file.slice(0, 20)}`);
      }
      await figure.getByRole('button', { name: 'View as table' }).click();
      await figure.getByRole('table').waitFor();
      const rows = (await figure.getByRole('row').count()) - 1;
      holds(name === 'Basics and delights' ? rows >= 1 && rows <= marks : rows >= marks, `${rows} rows for ${marks} marks`);
      await page.waitForFunction(() => (new URL(location.href).searchParams.get('tables') ?? '') !== '');
    });
  }

  await steps('scores: the number of people in the drawer is that of the figure', async () => {
    await page.goto(`${url}/voice/scores?kind=nps`);
    const card = await page.getByRole('button', { name: /^NPS / }).innerText();
    const people = /of ([\d,]+) people/.exec(card)[1];
    await page.getByRole('button', { name: 'Who gave them' }).click();
    await drawer().getByText(new RegExp(`^${people} people`)).waitFor();
  });

  await steps('scores: another scale, measure, period and grouping stand in the address', async () => {
    await page.goto(`${url}/voice/scores`);
    await page.getByRole('button', { name: /^CES / }).click();
    await picture('CES over time').waitFor();
    await page.getByRole('combobox', { name: 'CES as' }).selectOption({ label: 'Share of the two highest' });
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    await page.getByRole('combobox', { name: 'By' }).selectOption({ label: 'A fact of people' });
    await page.getByText('Which fact?').waitFor();
    await page.getByRole('button', { name: 'Fact: pick it' }).click();
    await page.getByRole('checkbox', { name: /^Contract/ }).click();
    await page.getByText(/Weighted to the population/).waitFor();
    await picture('CES by group').getByRole('option').first().waitFor();
    for (const [name, value] of [['kind', 'ces'], ['measure', 'top_two'], ['period', 'week'], ['by', 'fact'], ['of', 'contract']]) equal(await inAddress(name), value, name);
    await page.getByRole('link', { name: 'Drivers' }).click();
    equal(await page.getByRole('combobox', { name: 'Scale' }).inputValue(), 'ces', 'the scale goes along');
  });

  await steps('scores: two times are compared, and the difference is said in words', async () => {
    await page.goto(`${url}/voice/scores?kind=nps`);
    await page.getByRole('combobox', { name: 'Compare' }).selectOption('period');
    await page.getByText('There is no time before all time').waitFor();
    await page.getByRole('combobox', { name: 'Time' }).selectOption('90d');
    await page.getByRole('combobox', { name: 'Compare' }).selectOption('period');
    await page.getByRole('group', { name: 'B', exact: true }).waitFor();
    await page.getByRole('figure', { name: 'NPS: A beside B' }).getByText(/n = \d+ and \d+|One of the two has no answers/).waitFor();
    await page.getByRole('combobox', { name: 'Compare' }).selectOption('');
    await page.getByRole('group', { name: 'B', exact: true }).waitFor({ state: 'detached' });
  });

  await steps('scores: too few answers draw no line, and none say so in words', async () => {
    await shown('/voice/scores?kind=nps&period=day', 'NPS over time');
    equal(await picture('NPS over time').locator('path.line').count(), 0, 'lines through days of a few answers');
    await page.goto(`${url}/voice/scores?time=2001-01-01..2001-01-02`);
    await page.getByText('Nobody has given a score yet').waitFor();
    await page.goto(`${url}/voice/scores?kind=nps&property=${encodeURIComponent('no%7Esuch')}`);
    await page.getByText('No answers').first().waitFor();
  });

  await steps('drivers: are chosen, too many and too few answers are said', async () => {
    await page.goto(url + OBSERVED);
    await page.getByText(/drivers looked at/).click();
    await page.getByRole('checkbox', { name: 'Transfers' }).uncheck();
    await page.getByText(/^5 drivers looked at/).waitFor();
    equal((await inAddress('observed')).split('~').includes('transfers'), false, 'transfers in the address');
    await page.getByText(/it says where to look, not what a change would do/).waitFor();
    await page.goto(`${url}/voice/drivers?kind=ces&observed=(nothing)`);
    await page.getByText('No drivers').waitFor();
    await page.goto(`${url}/voice/drivers?kind=ces&time=2001-01-01..2001-01-02`);
    await page.getByText('Too few answers').waitFor();
  });

  await steps('asked: rules are changed with a reason, and who is not asked stands there with why', async () => {
    const said = (text) => ({ en: text });
    await json(page, 'PUT', `/api/v1/surveys/${survey}?reason=a+check`, { title: said('A check'), thanks: said('Thank you'), languages: ['en'], questions: [{ id: 'nps', text: said('Would you?'), answer: { kind: 'nps' } }] });
    const { items } = await json(page, 'GET', '/api/v1/people?q=margaret');
    const people = [{ identifier: 'email:nobody@nowhere.example' }, ...items.slice(0, 1).map(({ identifiers: [first] }) => ({ identifier: `${first.namespace}:${first.value}` }))];
    for (let time = 0; time < 2; time += 1) await json(page, 'POST', `/api/v1/surveys/${survey}/invitations`, { channel: 'letter', people });
    await page.goto(`${url}/voice/asked?survey=${survey}`);
    await page.getByRole('table', { name: '' }).getByText('Asked recently').waitFor();
    await picture('Why people were not asked').getByRole('option', { name: /^Not known: 2/ }).waitFor();
    await page.getByText('2 entries').waitFor();
    await page.getByRole('link', { name: /Ellison|Margaret/ }).first().waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('dialog').getByLabel('Days between two surveys').fill('many');
    await page.getByRole('dialog').getByText('Write numbers, or leave a field empty.').waitFor();
    await page.getByRole('dialog').getByLabel('Days between two surveys').fill('21');
    await page.getByRole('dialog').getByLabel('Rules for one survey').selectOption(survey);
    await page.getByRole('dialog').getByRole('group', { name: survey }).getByLabel('Share that is asked, %').fill('12.5');
    await page.getByRole('dialog').getByLabel('Why').fill('a check of the interface');
    await page.getByRole('button', { name: 'Let them hold' }).click();
    await page.getByText('Nobody is asked again for 21 days').waitFor();
    await page.getByText('12.5% of those who could be asked').waitFor();
    const { rules } = await json(page, 'GET', '/api/v1/asking-rules');
    equal([rules.days_between, rules.surveys[survey].rate], [21, 0.125], 'the rules');
    await json(page, 'PUT', '/api/v1/asking-rules?reason=as+before', { days_between: 30 });
  });

  await page.emulateMedia({ reducedMotion: 'reduce' });
  const views = { scores: '/voice/scores?kind=nps', compared: '/voice/scores?kind=ces&compare=yes&b.time=90d&by=fact&of=contract&who=contract', tables: '/voice/scores?kind=nps&tables=nps-over-time~nps-by-group~who-answered', drivers: OBSERVED, 'chosen-drivers': '/voice/drivers?kind=ces&observed=(nothing)', asked: `/voice/asked?survey=${survey}` };
  for (const [name, path] of Object.entries(views)) {
    await steps(`voice, ${name}: axe finds nothing, and it fits`, async () => {
      const found = [];
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        await page.goto(url + path);
        await page.locator('main section').last().waitFor();
        await page.waitForTimeout(900);
        found.push(...(await wrongsOf(page, `${screenshots}voice-${name}-${size}`)).map((wrong) => `${size} ${wrong}`));
      }
      equal(found, [], name);
    });
  }
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });

  const reader = `executive-${Date.now().toString(36)}`;
  await json(page, 'POST', '/api/v1/users', { name: reader, role: 'executive', password: PASSWORD, scope: 'all' });
  const as = async (name, secret) => {
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await signIn(page, url, name, secret);
  };
  await steps('scores: whoever may not see people sees figures, and nothing to open', async () => {
    await as(reader, PASSWORD);
    for (const [name, path] of Object.entries(PICTURES)) {
      await shown(path, name);
      await picture(name).focus();
      await page.keyboard.press('Enter');
      equal((await page.getByRole('dialog').count()) + (await page.getByRole('main').getByRole('button', { name: /^(Open|Who gave them)/ }).count()), 0, `ways to open at ${path}`);
    }
    equal(await page.getByRole('link', { name: /^(Verbatims|Asked|What they wrote)$/ }).count(), 0, 'what is about people');
    await as(user, password);
  });
}
