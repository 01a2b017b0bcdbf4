// Voice: what people wrote in their own words, corrected by people; and what they write about, called and merged as people want it.
import { readFileSync } from 'node:fs';
import { equal, holds, json } from './ask.mjs';
import { SIZES, wrongsOf } from './looks.mjs';

const PICTURE = 'What people write about';

/** Waits for something that a run does. */
async function until(holds) {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((go) => setTimeout(go, 200))) if (await holds()) return;
  throw new Error('it did not come to an end within two minutes');
}

export async function words({ page, url, steps, screenshots }) {
  const picture = () => page.getByRole('listbox', { name: PICTURE, exact: true });
  const texts = () => page.getByRole('main').locator('article');
  const inAddress = (name) => page.evaluate((name) => new URL(location.href).searchParams.get(name), name);
  const verbatims = (said, search) => json(page, 'POST', '/api/v1/verbatims', { filter: { contacts: false }, said, ...(search ? { search } : {}), page: { limit: 1 } });

  await page.setViewportSize(SIZES.desktop);
  await steps('verbatims: as many as the API has, with what was read and how sure that is', async () => {
    await page.goto(`${url}/voice/verbatims`);
    const { total } = await verbatims({});
    await page.getByText(new RegExp(`^${total.toLocaleString('en')} texts of`)).waitFor();
    await texts().first().getByText(/\d+% sure|Not read|said by a person/).first().waitFor();
    await page.getByRole('button', { name: /^Show more of/ }).click();
    await page.waitForFunction(() => document.querySelectorAll('main article').length > 25);
  });

  await steps('verbatims: are searched and narrowed, and that is a link', async () => {
    await page.goto(`${url}/voice/verbatims`);
    await page.getByRole('searchbox', { name: 'Words in the text' }).fill('bill');
    await page.keyboard.press('Enter');
    await texts().first().locator('mark').first().waitFor();
    equal(await inAddress('words'), 'bill', 'the words in the address');
    await page.getByRole('combobox', { name: 'Sentiment' }).selectOption('negative');
    await page.getByRole('combobox', { name: 'Sure' }).selectOption('0.8');
    const { total } = await verbatims({ sentiments: ['negative'], certainty: 0.8 }, 'bill');
    await page.getByText(new RegExp(`^${total.toLocaleString('en')} texts? of`)).waitFor();
    await page.goto(page.url());
    await page.getByText(new RegExp(`^${total.toLocaleString('en')} texts? of`)).waitFor();
    await page.getByRole('button', { name: 'Clear these' }).click();
    equal(await inAddress('sentiment'), null, 'the sentiment in the address');
    await page.goto(`${url}/voice/verbatims?cue=repeated`);
    await texts().first().locator('.cue').first().waitFor();
    await page.goto(`${url}/voice/verbatims?words=nobodywritesthis`);
    await page.getByText('No text is like that').waitFor();
    await page.getByRole('button', { name: 'Take the narrowing away' }).click();
    await texts().first().waitFor();
  });

  await steps('verbatims: a person says what a text means, and it counts at once', async () => {
    await page.goto(`${url}/voice/verbatims?sentiment=negative`);
    const text = (await texts().first().locator('p').nth(1).innerText()).trim();
    await texts().first().getByRole('button', { name: 'Correct' }).click();
    holds(await page.getByRole('button', { name: 'Say so' }).isDisabled(), 'nothing is said yet');
    await page.getByRole('dialog').getByLabel('Its sentiment').selectOption('neutral');
    await page.getByRole('button', { name: 'Say so' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction((text) => document.querySelector('main article p:nth-of-type(2)')?.textContent?.trim() !== text, text);
    await page.goto(`${url}/voice/verbatims?sentiment=neutral&sure=0.9`);
    await texts().filter({ hasText: 'said by a person' }).first().waitFor();
  });

  await steps('verbatims: a text leads to its person at that moment', async () => {
    await page.goto(`${url}/voice/verbatims`);
    await texts().first().locator('a', { has: page.locator('time') }).click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    holds((await inAddress('open')) !== null, 'no interaction is opened');
    await page.goBack();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    holds(readFileSync(await (await saved).path(), 'utf8').startsWith('id,person,occurred_at'), 'the CSV');
  });

  await steps('themes: are found when somebody asks for it, and say how far that is', async () => {
    await page.goto(`${url}/voice/themes`);
    const begun = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/api/v1/themes/runs'));
    await page.getByRole('button', { name: 'Find them anew' }).click();
    const { id } = await (await begun).json();
    // What is changed while a run goes on is not what is checked here.
    await until(async () => (await json(page, 'GET', `/api/v1/themes/runs/${id}`)).ended_at != null);
    await page.getByText(/^Found (just now|now) in [\d,]+ texts: \d+ themes/).waitFor();
    await picture().getByRole('option').first().waitFor();
    const first = () => picture().getByRole('option').first().getAttribute('aria-label');
    let items = [];
    // Texts are read anew after a run: figures are there when that is done.
    await until(async () => {
      const themes = await json(page, 'POST', '/api/v1/themes', { filter: { contacts: false } });
      items = themes.items;
      return themes.waiting === 0 && (await first())?.startsWith(`${items[0].name}: ${items[0].share.hits.toLocaleString('en')} text`);
    });
    equal(await picture().getByRole('option').count(), Math.min(25, items.length), 'themes');
  });

  await steps('themes: by keyboard to one of them, to its texts, and with the same filter', async () => {
    await page.goto(`${url}/voice/themes?time=365d`);
    await picture().getByRole('option').first().waitFor();
    await picture().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Home', 'Enter']) await page.keyboard.press(key);
    const number = await inAddress('theme');
    await page.getByRole('link', { name: 'Read its texts' }).click();
    await texts().first().waitFor();
    equal([await inAddress('theme'), await inAddress('time')], [number, '365d'], 'the address');
    const { total } = await json(page, 'POST', '/api/v1/verbatims', { filter: { contacts: false, from: new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - 364 * 86_400_000).toISOString() }, said: { themes: [Number(number)] }, page: { limit: 1 } });
    await page.getByText(new RegExp(`^${total.toLocaleString('en')} texts? of`)).waitFor();
  });

  await steps('themes: are called, hidden and merged, and that is taken back', async () => {
    await page.goto(`${url}/voice/themes?rows=all`);
    await picture().getByRole('option').first().waitFor();
    await picture().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('What the check calls it');
    await page.getByRole('button', { name: 'Call it so' }).click();
    await page.getByRole('heading', { name: 'What the check calls it' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'What the check calls it' }).waitFor({ state: 'detached' });
    const before = await picture().getByRole('option').count();
    await page.getByRole('button', { name: 'Hide', exact: true }).click();
    await page.waitForFunction((before) => document.querySelectorAll('svg[aria-label="What people write about"] [role=option]').length === before - 1, before);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.waitForFunction((before) => document.querySelectorAll('svg[aria-label="What people write about"] [role=option]').length === before, before);
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('dialog').getByLabel('It becomes part of').selectOption({ index: 1 });
    await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click();
    await page.waitForFunction((before) => document.querySelectorAll('svg[aria-label="What people write about"] [role=option]').length === before - 1, before);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.waitForFunction((before) => document.querySelectorAll('svg[aria-label="What people write about"] [role=option]').length === before, before);
  });

  await steps('themes: as a table, as files, in another order, and without any', async () => {
    await page.goto(`${url}/voice/themes?order=complaints&period=month`);
    await picture().getByRole('option').first().waitFor();
    const figure = page.getByRole('figure', { name: PICTURE, exact: true });
    for (const [kind, begins] of [['CSV', /^number,theme/], ['SVG', /^<svg/], ['PNG', /^.PNG/]]) {
      const saved = page.waitForEvent('download');
      await figure.getByRole('button', { name: kind }).click();
      const file = readFileSync(await (await saved).path()).subarray(0, 100).toString('latin1');
      holds(begins.test(file), `the ${kind} begins with ${file.slice(0, 20)}`);
    }
    const marks = await picture().getByRole('option').count();
    await figure.getByRole('button', { name: 'View as table' }).click();
    equal((await figure.getByRole('row').count()) - 1, marks, 'rows');
  });

  await steps('categories: are written with examples, and end', async () => {
    const name = `Check ${Date.now().toString(36)}`;
    await page.goto(`${url}/voice/themes`);
    await page.getByRole('button', { name: 'New category' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    holds(await page.getByRole('dialog').getByRole('button', { name: 'Save' }).isDisabled(), 'a category without examples cannot be saved');
    await page.getByRole('dialog').getByLabel('Examples').fill('My bill is too high\nWhy was I charged twice\n\nWhat is this charge');
    await page.getByRole('dialog').getByLabel('Why').fill('a check of the interface');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: `Change ${name}` }).waitFor();
    const { items } = await json(page, 'GET', '/api/v1/categories');
    equal(items.find((each) => each.name === name)?.examples.length, 3, 'examples');
    await page.getByRole('button', { name: `End ${name}` }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('as before');
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await page.getByRole('button', { name: `Change ${name}` }).waitFor({ state: 'detached' });
  });

  await page.emulateMedia({ reducedMotion: 'reduce' });
  const number = (await json(page, 'POST', '/api/v1/themes', { filter: { contacts: false } })).items[0]?.number;
  const views = { themes: '/voice/themes', theme: `/voice/themes?theme=${number}`, 'themes-table': '/voice/themes?tables=what-people-write-about', verbatims: '/voice/verbatims', 'no-verbatims': '/voice/verbatims?words=nobodywritesthis' };
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
}
