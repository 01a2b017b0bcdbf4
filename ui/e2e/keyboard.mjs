// The main path of each page without a mouse, on a desktop's and a phone's width: what can be clicked can be reached.
import { equal, holds, json, source } from './ask.mjs';

const SIZES = { desktop: { width: 1320, height: 900 }, phone: { width: 390, height: 844 } };
/** So many times Tab is pressed at most before something counts as out of reach. */
const REACH = 120;

export async function keyboard({ page, url, steps, user, password }) {
  const key = (name) => page.keyboard.press(name);
  const typed = (text) => page.keyboard.type(text);
  const [one, other] = await two(page);
  await page.goto(`${url}/customers`);
  await page.locator('a[data-row]').first().waitFor();

  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    const by = (name) => `by keyboard, ${size}: ${name}`;

    await steps(by('signing out and in'), async () => {
      await command(page, 'sign out');
      await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
      await typed(user);
      await key('Tab');
      await typed(password);
      await key('Enter');
      await page.getByRole('searchbox', { name: 'Find anybody' }).waitFor();
    });

    await steps(by('somebody is found and opened'), async () => {
      await key('/');
      await typed('07700 900000');
      await page.getByText('1 person for').waitFor();
      await key('Enter');
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    });

    await steps(by('a contact on the line is opened'), async () => {
      await page.getByRole('listbox', { name: 'Contacts by channel over time' }).getByRole('option').first().waitFor();
      await reach(page, 'Contacts by channel over time');
      for (const each of ['ArrowRight', 'ArrowRight', 'Enter']) await key(each);
      await page.getByText('Where it comes from').waitFor();
    });

    await steps(by('the timeline is filtered, and a line of it opened and closed'), async () => {
      await reach(page, /^Phone \d/);
      await key('Enter');
      await page.waitForFunction(() => new URL(location.href).searchParams.get('channel') === 'phone');
      await page.locator('button[data-row]').first().waitFor();
      await key('j');
      await key('Enter');
      await page.locator('button[data-row][aria-expanded=true]').waitFor();
      await key('Enter');
      await page.locator('button[data-row][aria-expanded=true]').waitFor({ state: 'detached' });
    });

    await steps(by('a dropped event is opened and replayed'), async () => {
      const send = await source(page, url, 'ui_checks');
      await send([{ type: 'track', event: 'Nobody Typed This', messageId: crypto.randomUUID() }]);
      await command(page, 'dropped');
      await page.locator('button[data-row]').first().waitFor();
      await key('j');
      await key('Enter');
      await page.getByText('Nobody Typed This').first().waitFor();
      await reach(page, /^Replay this/);
      await key('Enter');
      await page.getByText('Dropped again', { exact: true }).first().waitFor();
    });

    await steps(by('a source is opened'), async () => {
      await command(page, 'sources');
      await page.getByRole('link', { name: 'calls', exact: true }).waitFor();
      await reach(page, 'calls');
      await key('Enter');
      await page.getByRole('heading', { name: 'calls' }).waitFor();
    });

    await steps(by('two people are made one, and are two again'), async () => {
      await command(page, 'identity');
      await reach(page, 'One');
      await typed(one);
      await reach(page, 'The other');
      await typed(other);
      await reach(page, 'Look at what would happen');
      await key('Enter');
      await page.getByRole('heading', { name: 'Then' }).waitFor();
      await reach(page, 'Why');
      await typed('a check by keyboard');
      await reach(page, 'Make them one');
      await key('Enter');
      await page.getByRole('button', { name: 'Take it back' }).first().waitFor();
      await reach(page, 'Take it back');
      await key('Enter');
      await page.getByRole('status').getByText('Taken back', { exact: true }).first().waitFor();
      equal((await json(page, 'GET', `/api/v1/people/${other}`)).id, other, 'who they are afterwards');
    });
  }
  await page.setViewportSize(SIZES.desktop);
}

/** Two people who are not one. */
async function two(page) {
  const { items } = await json(page, 'GET', '/api/v1/people?limit=60');
  return items.filter(({ identifiers }) => identifiers.some(({ namespace }) => namespace === 'email')).slice(-2).map(({ id }) => id);
}

/** Does what the palette calls by a name. */
async function command(page, name) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Command' }).waitFor({ state: 'detached' });
}

/** Presses Tab until what is called so has the focus; it must show that it has it. */
export async function reach(page, name) {
  for (let pressed = 0; pressed < REACH; pressed += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator('*:focus');
    if ((await focused.count()) === 0) continue;
    const called = await focused.evaluate((element) => {
      const words = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
      return words.replace(/\s+/g, ' ').trim();
    });
    if (typeof name === 'string' ? called !== name : !name.test(called)) continue;
    holds(await focused.evaluate(shown), `the focus on “${called}” is not seen`);
    return;
  }
  throw new Error(`Tab does not reach “${name}”`);
}

/** Runs in the page: whether an element is in view, and told from others by more than the keyboard's word. */
function shown(element) {
  const { top, bottom, width, height } = element.getBoundingClientRect();
  const { outlineStyle, boxShadow } = getComputedStyle(element);
  const around = element.parentElement ? getComputedStyle(element.parentElement) : undefined;
  const marked = outlineStyle !== 'none' || boxShadow !== 'none' || (around && (around.outlineStyle !== 'none' || around.boxShadow !== 'none'));
  return width > 0 && height > 0 && bottom > 0 && top < innerHeight && Boolean(marked);
}
