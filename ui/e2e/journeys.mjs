// Which ways people go: every view with its figures, by mouse and by keyboard, the people behind them, files, links; and
// whoever may not see people sees the figures alone.
import { readFileSync } from 'node:fs';
import { signIn } from './browser.mjs';
import { equal, holds, json } from './ask.mjs';
import { SIZES, wrongsOf } from './looks.mjs';

const PASSWORD = 'a long pass phrase of the checks';
const STEPS = encodeURIComponent(JSON.stringify([['web.home'], ['web.tariffs', 'web.phones'], ['web.basket']]));
const STAGES = encodeURIComponent(JSON.stringify([['Order Placed'], ['Parcel Delivered']]));
/** Every view with the name of its picture; a phone has a list where a picture would not fit. */
const VIEWS = {
  paths: { path: '/journeys/paths', picture: 'Where ways part', list: true },
  'ways back': { path: '/journeys/paths?way=before&at=web.checkout', picture: 'Where ways part', list: true },
  map: { path: '/journeys/map', picture: 'What follows what' },
  'map by channel': { path: '/journeys/map?by=channel', picture: 'What follows what' },
  funnel: { path: `/journeys/funnel?steps=${STEPS}`, picture: 'How far people get' },
  'funnel compared': { path: `/journeys/funnel?steps=${STEPS}&compare=yes&b.time=90d`, picture: 'How far people get' },
  cohorts: { path: '/journeys/cohorts?period=month', picture: 'Who is back' },
  sessions: { path: '/journeys/sessions?gap=2h', picture: 'What sessions begin with' },
  repeats: { path: '/journeys/repeats', picture: 'Who must come again' },
  moments: { path: '/journeys/moments?all=yes&bad=Customer%20Left', picture: 'What goes with a good end' },
  design: { path: `/journeys/design?steps=${STEPS}&start=web.home`, picture: 'Where ways leave it' },
  emotions: { path: `/journeys/design?by=name&steps=${STAGES}`, picture: 'What people say along the way' },
  'effort by week': { path: '/journeys/effort', picture: 'Effort by week' },
  effort: { path: '/journeys/effort', picture: 'Who asks again' },
  silos: { path: '/journeys/silos', picture: 'How matters pass between departments', list: true },
};

export async function journeys({ page, url, steps, screenshots, user, password }) {
  const picture = (name) => page.getByRole('listbox', { name });
  const drawer = () => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close' }) });
  const shown = async ({ path, picture: name }) => {
    await page.goto(url + path);
    await picture(name).getByRole('option').first().waitFor();
  };

  await page.setViewportSize(SIZES.desktop);
  await steps('journeys: g j leads there, and tabs keep the filter', async () => {
    await page.goto(`${url}/settings/you`);
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    for (const key of ['g', 'j']) await page.keyboard.press(key);
    await picture('Where ways part').waitFor();
    await page.getByRole('button', { name: 'Channel', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search channel' }).fill('pho');
    await page.getByRole('checkbox', { name: /^Phone/ }).check();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => new URL(location.href).searchParams.get('channel') === 'phone');
    await page.getByRole('link', { name: 'Repeats' }).click();
    await picture('Who must come again').getByRole('option').first().waitFor();
    const names = await picture('Who must come again').getByRole('option').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    holds(names.length > 0 && names.every((name) => /^(Call center|Field)/.test(name)), `what is over the phone: ${names}`);
  });

  await steps('journeys: figures are those of the API', async () => {
    await shown(VIEWS.funnel);
    const filter = { channels: [], touchpoints: [], departments: [], teams: [], locations: [], names: [], contacts: true, from: null, until: null, side: 'customer' };
    const { steps: asked } = await json(page, 'POST', '/api/v1/journeys/funnel', { steps: JSON.parse(decodeURIComponent(STEPS)), window: 14 * 86_400_000, filter });
    await page.getByRole('button', { name: 'View as table' }).click();
    const rows = await page.getByRole('table').getByRole('row').allInnerTexts();
    asked.forEach(({ from_start }, at) => holds(rows[at + 1].includes(from_start.hits.toLocaleString('en')), `row ${at + 1} says ${rows[at + 1]}, not ${from_start.hits}`));
  });

  for (const [name, view] of Object.entries(VIEWS)) {
    await steps(`journeys, ${name}: by keyboard to the people behind a mark, and from there to a person and back`, async () => {
      await shown(view);
      await picture(view.picture).focus();
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'Home']) await page.keyboard.press(key);
      const active = await picture(view.picture).getAttribute('aria-activedescendant');
      holds(active !== null, 'no mark is looked at');
      // A beginning or an end of the map is no figure of its own: the mark below it is.
      await page.keyboard.press('Enter');
      if (name.startsWith('map') && (await drawer().count()) === 0) for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
      await drawer().locator('a[data-row]').first().waitFor();
      const open = await page.evaluate(() => new URL(location.href).searchParams.get('open'));
      holds(open !== null, 'what is open does not stand in the address');
      await page.keyboard.press('Escape');
      await drawer().waitFor({ state: 'detached' });
      // The link opens it again, for whoever is sent it.
      await page.goto(`${url}${view.path}${view.path.includes('?') ? '&' : '?'}open=${encodeURIComponent(open)}`);
      await drawer().locator('a[data-row]').first().click();
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
      await page.goBack();
      await drawer().waitFor();
    });
  }

  await steps('journeys: the number of people in the drawer is that of the figure', async () => {
    await shown(VIEWS.repeats);
    await page.goto(`${url}/journeys/map?by=channel`);
    const arrow = picture('What follows what').getByRole('option', { name: /→/ }).last();
    await arrow.waitFor();
    await page.getByRole('button', { name: 'View as table' }).click();
    const row = page.getByRole('table').getByRole('row').nth(1);
    const people = (await row.getByRole('cell').nth(3).innerText()).trim();
    await row.getByRole('button', { name: 'Open' }).click();
    await drawer().getByText(new RegExp(`^${people} (person|people)`)).waitFor();
    await drawer().getByRole('button', { name: /^Show more of/ }).click();
    await page.waitForFunction(() => document.querySelectorAll('dialog a[data-row]').length > 30);
    await page.keyboard.press('Escape');
  });

  await steps('journeys: a funnel is built, moved about, compared and taken apart', async () => {
    await page.goto(`${url}/journeys/funnel`);
    await page.getByRole('button', { name: 'Begin with the most frequent way' }).click();
    await picture('How far people get').waitFor();
    const first = await page.getByRole('button', { name: /^Step 1/ }).innerText();
    await page.getByRole('button', { name: 'Move step 1 down' }).click();
    await page.getByRole('button', { name: /^Step 2/ }).getByText(first.replace(/^Step 1: /, '').trim()).waitFor();
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByRole('searchbox', { name: 'Search add a step' }).fill('web.help');
    await page.getByRole('checkbox', { name: /^Web · help/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Take away step \d: Web · help/ }).click();
    await page.getByRole('combobox', { name: 'Time' }).selectOption('90d');
    await page.getByRole('combobox', { name: 'Compare' }).selectOption('period');
    await page.getByRole('group', { name: 'B', exact: true }).waitFor();
    await picture('How far people get').getByRole('option', { name: /^B, step 1/ }).first().waitFor();
    await page.getByRole('combobox', { name: 'Compare' }).selectOption('');
    await page.getByRole('group', { name: 'B', exact: true }).waitFor({ state: 'detached' });
  });

  await steps('journeys: figures and pictures are saved as CSV, SVG and PNG', async () => {
    await shown(VIEWS.paths);
    await page.locator('figure').getByRole('button', { name: 'CSV' }).waitFor();
    for (const [kind, begins] of [['CSV', 'depth,from,to,people\r\n'], ['SVG', '<svg'], ['PNG', '\u0089PNG']]) {
      const saved = page.waitForEvent('download');
      await page.locator('figure').getByRole('button', { name: kind }).click();
      const file = readFileSync(await (await saved).path());
      equal(file.subarray(0, begins.length).toString('latin1'), begins, `the beginning of the ${kind}`);
      if (kind !== 'CSV') holds(file.length > 5000, `${kind} is empty`);
    }
  });

  await steps('journeys: what does not exist, is empty or fails is said in words', async () => {
    await page.goto(`${url}/journeys/paths?touchpoint=nowhere.at_all`);
    await page.getByRole('alert').getByText(/nowhere.at_all/).first().waitFor();
    await page.goto(`${url}/journeys/map?time=2001-01-01..2001-01-02`);
    await page.getByText('Nothing follows anything').waitFor();
    await page.goto(`${url}/journeys/moments`);
    await page.getByText('What is a bad end?').waitFor();
    await page.getByRole('button', { name: 'Customer Left' }).click();
    await page.waitForFunction(() => new URL(location.href).searchParams.get('bad') === 'Customer Left');
    await page.goto(`${url}/journeys/funnel?steps=nonsense&open=%7B`);
    await page.getByText('No steps yet').waitFor();
  });

  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const [name, view] of Object.entries(VIEWS)) {
    await steps(`journeys, ${name}: axe finds nothing, and it fits`, async () => {
      const found = [];
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        await page.goto(url + view.path);
        if (size === 'desktop' || !view.list) await picture(view.picture).waitFor();
        else await page.locator('main ol, main table').first().waitFor();
        await page.waitForTimeout(300);
        found.push(...(await wrongsOf(page, `${screenshots}journeys-${name.replaceAll(' ', '-')}-${size}`)).map((wrong) => `${size} ${wrong}`));
      }
      equal(found, [], name);
    });
  }
  await steps('journeys: the drawer and an open picker, too', async () => {
    const found = [];
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await page.goto(`${url}/journeys/map?by=channel&open=${encodeURIComponent('["at","web"]')}`);
      await drawer().locator('a[data-row]').first().waitFor();
      found.push(...(await wrongsOf(page, `${screenshots}journeys-drawer-${size}`)));
      await page.goto(`${url}/journeys/repeats`);
      if (size === 'phone') await page.getByRole('button', { name: 'Filters' }).click();
      await page.getByRole('button', { name: 'Touchpoint', exact: true }).click();
      await page.getByRole('checkbox').first().waitFor();
      found.push(...(await wrongsOf(page, `${screenshots}journeys-pick-${size}`)));
    }
    equal(found, [], 'drawer and picker');
  });
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });

  const [reader, nobody] = [`reader-${Date.now().toString(36)}`, `part-${Date.now().toString(36)}`];
  await json(page, 'POST', '/api/v1/users', { name: reader, role: 'read-only', password: PASSWORD, scope: 'all' });
  await json(page, 'POST', '/api/v1/users', { name: nobody, role: 'agent', password: PASSWORD, scope: { department: ['Retail'] } });
  const as = async (name, secret) => {
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await signIn(page, url, name, secret);
  };
  await steps('journeys: whoever may not see people sees figures, and nothing to open', async () => {
    await as(reader, PASSWORD);
    for (const [, view] of Object.entries(VIEWS)) {
      await shown(view);
      await picture(view.picture).focus();
      await page.keyboard.press('Enter');
      equal(await page.getByRole('dialog').count(), 0, `drawers at ${view.path}`);
      equal(await page.locator('main').getByRole('button', { name: 'Open' }).count() + (await page.locator('main button[data-row]').count()), 0, `ways to open at ${view.path}`);
    }
    await page.goto(`${url}/journeys/map?by=channel&open=${encodeURIComponent('["at","web"]')}`);
    await picture('What follows what').waitFor();
    equal(await page.getByRole('dialog').count(), 0, 'drawers by a link');
  });
  await steps('journeys: an agent of a part is not offered them', async () => {
    await as(nobody, PASSWORD);
    equal(await page.getByRole('link', { name: 'Journeys' }).count(), 0, 'entries');
    await page.goto(`${url}/journeys/map`);
    await page.getByText('This page is not part of your role').waitFor();
    await as(user, password);
  });
}
