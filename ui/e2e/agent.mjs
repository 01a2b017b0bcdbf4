// What an agent may not do is not offered, and the server refuses it anyway; what lies outside of their part of the
// organisation is not there for them, whatever address or id they guess.
import { signIn } from './browser.mjs';
import { ask, equal, holds, json } from './ask.mjs';

const PASSWORD = 'a long pass phrase of the checks';
const PART = 'Retail';
/** Addresses that an administrator has, tried by somebody who is none. */
const ADMINISTRATOR = ['/data/dropped', '/data/requests', '/data/audit', '/data/settings', '/settings'];

export async function agent(context) {
  const { page, url, steps } = context;
  const outside = await outsideOf(page);
  const names = {};
  for (const [kind, scope] of Object.entries({ whole: 'all', part: { department: [PART] } })) {
    names[kind] = `agent-${kind}-${Date.now().toString(36)}`;
    await json(page, 'POST', '/api/v1/users', { name: names[kind], role: 'agent', password: PASSWORD, scope });
  }

  await steps('signing out ends the session, and the next one begins with their own', async () => {
    await page.goto(`${url}/customers`);
    await as(context, names.whole);
  });

  await steps('an agent is offered no function of an administrator', async () => {
    equal((await offered(page, url)).filter((name) => /settings|users|keys|audit|dropped|requests/i.test(name)), [], 'what is offered');
    await nothingAt(page, url, ADMINISTRATOR);
  });

  await steps('and gets 403 for each', async () => equal(await notRefused(page, {}), [], 'operations'));

  await steps(`an agent of ${PART} signs in`, () => as(context, names.part));

  await steps('sees people of their part, and nobody else by any search', async () => {
    const { items } = await json(page, 'GET', '/api/v1/people?limit=200');
    holds(items.length > 0, `nobody is in ${PART}`);
    const ids = new Set(items.map(({ id }) => id));
    equal(outside.filter(({ person }) => ids.has(person)).map(({ person }) => person), [], 'people listed from outside');
    for (const { identifier } of outside) {
      await page.goto(`${url}/customers?q=${encodeURIComponent(identifier)}`);
      await page.getByText('Nobody matches').waitFor();
    }
  });

  await steps('gets 403 or 404 for every operation on whoever is outside', async () => {
    for (const ids of outside) equal(await notRefused(page, ids), [], `operations on ${ids.person}`);
  });

  await steps('and every address of a page about them says that nobody is there', async () => {
    for (const { person, identifier } of outside) {
      await page.goto(`${url}/customers/${person}`);
      await page.getByText('There is nobody here').waitFor();
      await page.goto(`${url}/data/identity?person=${person}`);
      await page.locator('main').getByText(/right|nobody|role/i).first().waitFor();
      const text = await page.locator('body').innerText();
      holds(!text.includes(identifier), `${identifier} is on the page`);
    }
    await nothingAt(page, url, ADMINISTRATOR);
  });
}

async function as({ page, url }, name) {
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  equal((await page.evaluate(async () => (await fetch('/api/v1/people')).status)), 401, 'the answer to nobody');
  await signIn(page, url, name, PASSWORD);
}

/** Some people whom the part never met, each with an interaction and an identifier; asked as an administrator. */
async function outsideOf(page) {
  const found = [];
  for (const { id: person, identifiers } of (await json(page, 'GET', '/api/v1/people?limit=100')).items) {
    const inside = await json(page, 'GET', `/api/v1/people/${person}/timeline?limit=1&department=${PART}`);
    if (inside.total > 0) continue;
    const [line] = (await json(page, 'GET', `/api/v1/people/${person}/timeline?limit=1`)).items;
    const unshared = identifiers.find(({ namespace }) => namespace === 'email');
    if (line && unshared) found.push({ person, interaction: line.id, identifier: unshared.value });
    if (found.length === 3) return found;
  }
  throw new Error(`everybody has been to ${PART}`);
}

/** The names of all links and commands that are offered. */
async function offered(page, url) {
  await page.goto(`${url}/data`);
  await page.getByRole('navigation', { name: 'Parts of this page' }).waitFor();
  const links = await page.getByRole('navigation').getByRole('link').allInnerTexts();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).waitFor();
  const commands = await page.getByRole('dialog').getByRole('option').allInnerTexts();
  await page.keyboard.press('Escape');
  return [...links, ...commands].map((name) => name.trim());
}

/** Pages that are not for them say so, or that there are none, and hold nothing to press. */
async function nothingAt(page, url, addresses) {
  for (const address of addresses) {
    await page.goto(url + address);
    await page.locator('main').getByText(/not part of your role|does not hold|no such p/).first().waitFor();
    equal(await page.locator('main').getByRole('button').count(), 0, `buttons at ${address}`);
  }
}

/**
 * Calls every operation that the document names and that is not theirs: those of rights that they do not hold, and those
 * on whom they may not see. Gives those that were not answered with 403, or 404 for somebody.
 */
async function notRefused(page, { person, interaction }) {
  const { rights } = await json(page, 'GET', '/api/v1/session');
  const { paths } = await json(page, 'GET', '/api/v1/openapi.json');
  const wrong = [];
  for (const [path, operations] of Object.entries(paths)) {
    const id = path.startsWith('/api/v1/people/{') ? person : path.startsWith('/api/v1/interactions/{') ? interaction : undefined;
    for (const [method, { 'x-right': right }] of Object.entries(operations)) {
      if (typeof right !== 'string') continue;
      const theirs = rights.includes(right);
      // What they may do is tried only on whom they may not see, and only where nothing but the id can be wrong.
      if (theirs && (id === undefined || method !== 'get')) continue;
      const asked = path.replace('{id}', id ?? 'x').replace('{kind}', 'departments').replace('{name}', 'x');
      const { status } = await ask(page, method.toUpperCase(), asked, method === 'get' || method === 'delete' ? undefined : {});
      if (status !== (theirs ? 404 : 403)) wrong.push(`${status} ${method} ${asked}`);
    }
  }
  return wrong;
}
