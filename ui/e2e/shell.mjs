// Signing in, and what is around every page.
import { signIn } from './browser.mjs';
import { equal, holds } from './ask.mjs';

export async function shell({ page, url, steps, user, password }) {
  await steps('a wrong password is refused, and says so', async () => {
    await page.goto(`${url}/data/sources?source=calls`);
    await page.getByLabel('Name').fill(user);
    await page.getByLabel('Password').fill('not the password at all');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
  });

  await steps('signing in leads to where one wanted to go', async () => {
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'calls' }).waitFor();
    equal(new URL(page.url()).pathname, '/data/sources', 'the address');
  });

  await steps('the bare address leads to the first page', async () => {
    await signInAgain(page, url);
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    equal(new URL(page.url()).pathname, '/customers', 'the address');
  });

  await steps('keys go to pages, search, commands and help', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Data & privacy' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('cust');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    await page.keyboard.press('/');
    holds(await page.evaluate(() => document.activeElement?.getAttribute('type') === 'search'), 'the search has the focus');
    await page.keyboard.press('Escape');
  });

  await steps('the palette finds people', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('margaret ellison');
    await page.getByRole('option', { name: /Margaret Ellison/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  await steps('colours follow the choice, and keep it', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const seen = new Set();
    for (let turn = 0; turn < 3; turn += 1) {
      await page.getByRole('button', { name: /^Colours/ }).click();
      seen.add(await background());
    }
    equal(seen.size, 2, 'the backgrounds seen');
  });

  await steps('an address that leads nowhere says so', async () => {
    await page.goto(`${url}/nowhere`);
    await page.getByText('There is no such page').waitFor();
  });
}

/** The cookie holds: coming back needs no password. */
async function signInAgain(page, url) {
  await page.goto(`${url}/`);
  if (await page.getByLabel('Password').isVisible()) throw new Error('the session did not hold');
}

export { signIn };
