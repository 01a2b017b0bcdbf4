// What is kept of journeys: saved views, one's own and shared ones, and journeys as they are meant to be, with their
// versions. By keyboard, on a desktop and a phone; for whoever may not change them, too.
import { signIn } from './browser.mjs';
import { equal, holds, json } from './ask.mjs';
import { reach } from './keyboard.mjs';
import { SIZES, wrongsOf } from './looks.mjs';

const PASSWORD = 'a long pass phrase of the checks';

export async function kept({ page, url, steps, screenshots, user, password }) {
  const key = (name) => page.keyboard.press(name);
  const typed = (text) => page.keyboard.type(text);
  const dialog = () => page.getByRole('dialog', { name: 'Saved views' });
  const card = (name) => page.getByRole('region', { name });
  const as = async (name, secret) => {
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await signIn(page, url, name, secret);
  };
  /** Opens the list of views with the keyboard. */
  const openViews = async () => {
    await reach(page, /^(Saved views|View: )/);
    await key('Enter');
    await dialog().waitFor();
  };
  const wrongs = async (name) => {
    const found = [];
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      found.push(...(await wrongsOf(page, `${screenshots}kept-${name}-${size}`)).map((wrong) => `${size} ${wrong}`));
    }
    await page.setViewportSize(SIZES.desktop);
    equal(found, [], name);
  };

  for (const [size, viewport] of Object.entries(SIZES)) {
    await steps(`kept, ${size}: a view is saved by keyboard, and opened from another tab`, async () => {
      await page.setViewportSize(viewport);
      await page.goto(`${url}/journeys/repeats?within=14&channel=phone&tables=who-must-come-again`);
      await page.getByRole('table').waitFor();
      await openViews();
      await typed(`Phone again ${size}`);
      await key('Enter');
      await page.getByRole('button', { name: `View: Phone again ${size}` }).waitFor();
      await page.getByRole('link', { name: 'Cohorts' }).click();
      await page.getByRole('listbox', { name: 'Who is back' }).waitFor();
      await openViews();
      await reach(page, new RegExp(`^Phone again ${size}`));
      await key('Enter');
      await page.getByRole('table').waitFor();
      const query = new URL(page.url()).searchParams;
      equal([query.get('within'), query.get('channel'), query.get('tables')], ['14', 'phone', 'who-must-come-again'], 'the address');
      await page.getByRole('button', { name: `View: Phone again ${size}` }).waitFor();
    });
    await steps(`kept, ${size}: it is renamed, shared and made to show something else by keyboard`, async () => {
      await page.goto(`${url}/journeys/repeats?within=30`);
      await openViews();
      await reach(page, `Change Phone again ${size}`);
      await key('Enter');
      await reach(page, 'Name');
      await key('Control+a');
      await typed(`Back in a month ${size}`);
      await reach(page, 'Shared with everybody who sees this page');
      await key('Space');
      await reach(page, 'Let it show what the page shows now');
      await key('Space');
      await reach(page, 'Change it');
      await key('Enter');
      await dialog().getByRole('link', { name: `Back in a month ${size}` }).getByText('shared').waitFor();
      const { items } = await json(page, 'GET', '/api/v1/views');
      const view = items.find(({ name }) => name === `Back in a month ${size}`);
      equal([view.address, view.shared], ['/journeys/repeats?within=30', true], 'the view');
      await key('Escape');
    });
  }
  await page.setViewportSize(SIZES.desktop);
  await steps('kept: a view is removed and taken back', async () => {
    await page.goto(`${url}/journeys/repeats`);
    await openViews();
    await dialog().getByRole('button', { name: 'Remove Back in a month phone' }).click();
    await dialog().getByRole('link', { name: 'Back in a month phone' }).waitFor({ state: 'detached' });
    await key('Escape');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await openViews();
    await dialog().getByRole('link', { name: 'Back in a month phone' }).waitFor();
    await wrongs('views');
  });
  await steps('kept: a name that is too long is refused in words', async () => {
    await dialog().getByLabel('Save this view as').fill('x'.repeat(101));
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await dialog().getByRole('alert').getByText('1 to 100 characters').waitFor();
    await key('Escape');
  });

  await steps('kept: a journey is written, beginning with what most people do, by keyboard', async () => {
    await page.goto(`${url}/journeys/design`);
    await reach(page, 'Write a journey');
    await key('Enter');
    await reach(page, 'Name');
    await typed('get a phone');
    await reach(page, 'The customer’s job');
    await typed('Get a phone that I can pay');
    await reach(page, 'Begin with what most people do');
    await key('Enter');
    await page.getByLabel('What stage 2 is called').waitFor();
    await reach(page, 'Why');
    await typed('agreed in a workshop');
    await wrongs('write');
    await reach(page, 'Keep it');
    await key('Enter');
    await card('get a phone').getByText('version 1', { exact: true }).waitFor();
    await page.getByRole('listbox', { name: 'Where ways leave it' }).waitFor();
    equal(new URL(page.url()).searchParams.get('design'), 'get a phone', 'the address');
  });
  await steps('kept: it is changed, and what changed is said in words', async () => {
    await card('get a phone').getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('checkbox', { name: 'may be left out' }).first().check();
    await page.getByRole('button', { name: 'Add a stage' }).click();
    await page.getByRole('button', { name: /^Belongs to stage \d+: pick it/ }).click();
    await page.getByRole('searchbox').last().fill('web.checkout');
    await page.getByRole('checkbox', { name: /^Web · checkout/ }).check();
    await key('Escape');
    holds(await page.getByRole('button', { name: 'Keep the next version' }).isDisabled(), 'it can be kept without a reason');
    await page.getByLabel('Why').fill('paying belongs to it');
    await page.getByRole('button', { name: 'Keep the next version' }).click();
    await card('get a phone').getByText('version 2', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^paying belongs to it/ }).focus();
    await key('Enter');
    await card('How it came about').getByText(/may be left out\.$/).waitFor();
    await card('How it came about').getByText(/The stage “Web · checkout” is new/).waitFor();
    await wrongs('design');
  });
  await steps('kept: ways are held against an older version, as the link says', async () => {
    await page.getByRole('button', { name: /^agreed in a workshop/ }).click();
    await card('How it came about').getByText('It was written for the first time.').waitFor();
    await page.getByRole('button', { name: 'Hold people’s ways against version 1' }).click();
    await card('get a phone').getByText('version 1 of 2').waitFor();
    await page.reload();
    await card('get a phone').getByText('version 1 of 2').waitFor();
    const { version } = await json(page, 'POST', '/api/v1/journeys/conformance', { design: 'get a phone', version: 1 });
    equal(version, 1, 'the version');
    await page.getByRole('listbox', { name: 'Where ways leave it' }).focus();
    await key('Enter');
    await page.locator('dialog a[data-row]').first().waitFor();
    await key('Escape');
  });

  const reader = `kept-${Date.now().toString(36)}`;
  await json(page, 'POST', '/api/v1/users', { name: reader, role: 'analyst', password: PASSWORD, scope: 'all' });
  await steps('kept: whoever changes nothing sees what is shared, and offers nobody to change it', async () => {
    await as(reader, PASSWORD);
    await page.goto(`${url}/journeys/design?design=get%20a%20phone`);
    await card('get a phone').getByText('version 2', { exact: true }).waitFor();
    for (const name of ['Change', 'End it', 'Write a journey']) equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
    await openViews();
    await dialog().getByRole('link', { name: 'Back in a month desktop' }).waitFor();
    equal(await dialog().getByRole('button', { name: /^(Change|Remove) / }).count(), 0, 'ways to change views of others');
    await key('Escape');
    await as(user, password);
  });
  await steps('kept: a journey is ended', async () => {
    await page.goto(`${url}/journeys/design?design=get%20a%20phone`);
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('it is another one now');
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await page.getByRole('button', { name: 'Write a journey' }).waitFor();
    const { items } = await json(page, 'GET', '/api/v1/designs');
    equal(items.filter(({ name }) => name === 'get a phone'), [], 'journeys of that name');
    await page.goto(`${url}/journeys/design?design=get%20a%20phone`);
    await page.getByRole('alert').getByText(/ended with version 3/).waitFor();
  });
  await steps('kept: a journey of what is only recorded is found by looking at everything', async () => {
    await page.goto(`${url}/journeys/design?design=fibre%20order`);
    await page.getByText('Nobody comes to “delivery” by a contact').waitFor();
    await page.getByRole('button', { name: 'Look at everything, not only contacts' }).click();
    await page.getByRole('listbox', { name: 'Who comes to each stage' }).getByRole('option', { name: /^1 order: 100%/ }).waitFor();
  });
  await steps('kept: others of a step open people, and facts are chosen for moments', async () => {
    await page.goto(`${url}/journeys/paths`);
    await page.getByRole('listbox', { name: 'Where ways part' }).getByRole('option', { name: /^Step 2, Others/ }).dispatchEvent('click');
    await page.locator('dialog a[data-row]').first().waitFor();
    await key('Escape');
    await page.goto(`${url}/journeys/moments?all=yes&bad=Customer%20Left`);
    await page.getByRole('listbox', { name: 'What goes with a good end' }).waitFor();
    await page.getByRole('button', { name: 'Same facts: none' }).click();
    await page.getByRole('searchbox', { name: 'Search same facts' }).fill('contract');
    await page.getByRole('checkbox', { name: /^Contract/ }).check();
    await key('Escape');
    await page.getByText('(with contract)').waitFor();
  });
}
