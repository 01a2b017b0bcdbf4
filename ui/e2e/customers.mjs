// Finding somebody, reading their story, and seeing what arrives while reading.
import { ask, equal, holds, json, source } from './ask.mjs';

const NAME = 'Margaret Ellison';
const PHONE = '07700 900000';

export async function customers({ page, url, steps }) {
  let address = '';
  // Texts that no run before has left behind.
  const run = Date.now().toString(36);
  const [first, second] = [`green light ${run}`, `red light ${run}`];

  await steps('somebody is found by a phone number as people type it', async () => {
    await page.goto(`${url}/customers`);
    await page.getByRole('searchbox', { name: 'Find anybody' }).pressSequentially(PHONE, { delay: 15 });
    await page.getByText(`1 person for “${PHONE}”`).waitFor();
    await page.locator('a[data-row] mark').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: NAME }).waitFor();
    address = page.url();
  });

  await steps('by name, by words of an address, by customer number and card too', async () => {
    for (const typed of ['margaret elli', 'weavers fold newc', 'H42935965', '9826091099010714', 'M.ELLISON.pottery@homenet.example']) {
      await page.goto(`${url}/customers?q=${encodeURIComponent(typed)}`);
      await page.getByRole('link', { name: new RegExp(NAME) }).first().waitFor();
    }
    await page.goto(`${url}/customers?q=nobodyiscalledthis`);
    await page.getByText('Nobody matches').waitFor();
  });

  await steps('the person shows what they told us, their line and timeline', async () => {
    await page.goto(`${address}?line=year`);
    await page.getByRole('heading', { name: 'What they already told us' }).waitFor();
    await page.getByText('HX-200').first().waitFor();
    await page.getByText('questions asked again').waitFor();
    const again = await page.locator('.sums .bad strong').innerText();
    equal(again, '9', 'questions asked again');
    holds((await page.getByRole('listbox', { name: 'Contacts by channel over time' }).getByRole('option').count()) >= 5, 'the line has its contacts');
  });

  await steps('the line is walked by keyboard, and opens what it stands on', async () => {
    const line = page.getByRole('listbox', { name: 'Contacts by channel over time' });
    await line.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByText('Where it comes from').waitFor();
    holds(new URL(page.url()).searchParams.has('open'), 'the address carries what is open');
    await page.reload();
    await page.getByText('Where it comes from').waitFor();
  });

  await steps('the chart is there as a table', async () => {
    await page.getByRole('button', { name: 'View as table' }).click();
    await page.getByRole('columnheader', { name: 'Asked again' }).waitFor();
    await page.getByRole('button', { name: 'View as table' }).click();
  });

  await steps('the timeline is filtered by channel and words, in the address', async () => {
    await page.goto(address);
    await page.getByRole('button', { name: /^Phone \d/ }).click();
    await page.getByText('3 interactions of').waitFor();
    await page.getByLabel('Words in this timeline').fill('colleagues');
    await page.getByText('1 interaction of').waitFor();
    const query = new URL(page.url()).searchParams;
    equal([query.get('channel'), query.get('text')], ['phone', 'colleagues'], 'the address');
    await page.reload();
    await page.getByText('1 interaction of').waitFor();
  });

  await steps('a new interaction slides in by itself', async () => {
    await page.goto(address);
    await page.getByText('Live', { exact: true }).waitFor();
    const send = await source(page, url, 'ui_checks');
    await send([track('Router Rebooted', first)]);
    await page.getByText(first).waitFor({ timeout: 5000 });
  });

  await steps('and moves nothing under the eyes of whoever reads', async () => {
    const send = await source(page, url, 'ui_checks');
    await page.locator('ol button[data-row]').nth(3).click();
    await page.getByText('Where it comes from').waitFor();
    const row = page.locator('button[data-row][aria-expanded=true]');
    const before = (await row.boundingBox()).y;
    await send([track('Router Rebooted', second)]);
    await page.getByRole('button', { name: /new interaction/ }).waitFor({ timeout: 5000 });
    equal((await row.boundingBox()).y, before, 'where the open line stands');
    await page.getByRole('button', { name: /new interaction/ }).click();
    await page.getByText(second).waitFor();
  });

  await steps('what they allow is recorded and taken back', async () => {
    await page.goto(address);
    await page.getByRole('button', { name: 'Record that they allow Marketing' }).click();
    await page.getByText('Recorded: Marketing allowed').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Recorded: Marketing refused').waitFor();
  });

  await steps('rows are walked with j and k and opened with Enter', async () => {
    await page.goto(`${url}/customers`);
    await page.locator('a[data-row]').nth(2).waitFor();
    for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key);
    const href = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    equal(href, await page.locator('a[data-row]').nth(1).getAttribute('href'), 'the row with the focus');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  });

  await steps('an id that is nobody’s says so', async () => {
    await page.goto(`${url}/customers/p_00000000000000000000000000`);
    await page.getByText('There is nobody here').waitFor();
  });

  await steps('a merge shows what will happen, happens, and is taken back without a trace', async () => {
    const id = new URL(address).pathname.split('/').pop();
    // Not everybody can be joined: some are marked apart.
    let other;
    for (const candidate of (await json(page, 'GET', '/api/v1/people?limit=20')).items) {
      const { status } = await ask(page, 'POST', '/api/v1/people/preview', { merge: { a: id, b: candidate.id } });
      if (status === 200) other ??= candidate;
    }
    holds(other !== undefined, 'somebody can be joined');
    const paths = [id, other.id].flatMap((each) => ['', '/timeline', '/facts', '/links'].map((part) => `/api/v1/people/${each}${part}`));
    const read = async () => Promise.all(paths.map(async (path) => (await ask(page, 'GET', path)).text));
    const before = await read();
    await page.goto(`${url}/data/identity`);
    await page.getByLabel('One', { exact: true }).fill(id);
    await page.getByLabel('The other').fill(other.id);
    await page.getByRole('button', { name: 'Look at what would happen' }).click();
    await page.getByRole('heading', { name: 'Then' }).waitFor();
    await page.getByLabel('Why', { exact: true }).fill('a check of the interface');
    await page.getByRole('button', { name: 'Make them one' }).click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back').waitFor();
    const after = await read();
    paths.forEach((path, at) => {
      // The decision itself stays on record, with its undoing: the links show it.
      if (!path.endsWith('/links')) equal(after[at], before[at], path);
    });
  });
}

const track = (event, text) => ({
  type: 'track',
  userId: 'H42935965',
  event,
  messageId: crypto.randomUUID(),
  properties: { text },
  context: { interaction: { channel: 'app', department: 'Digital', touchpoint: 'app.help' } },
});
