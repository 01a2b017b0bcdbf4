// What people ask for by right: a request with its clock, an erasure with its receipt, a hold, and how long things are kept.
import { holds, source } from './ask.mjs';

/** Somebody of whom nothing is left afterwards, so that the sample company stays as it was. */
const SOMEBODY = 'ui.checks.leaves@example.com';

export async function privacy({ page, url, steps }) {
  await steps('a request is filed, confirmed and extended', async () => {
    const send = await source(page, url, 'ui_checks');
    await send([{ type: 'identify', userId: 'ui-checks-leaves', messageId: crypto.randomUUID(), traits: { email: SOMEBODY, name: 'Leah Leaver' } }]);
    await page.goto(`${url}/data/requests`);
    await page.getByRole('button', { name: 'File a request' }).first().click();
    await page.getByLabel('Who', { exact: true }).fill(SOMEBODY);
    await page.getByRole('button', { name: /Leah Leaver/ }).click();
    await page.getByRole('combobox', { name: 'They ask for' }).selectOption('erasure');
    await page.getByLabel('How it came').fill('letter');
    await page.getByRole('button', { name: 'File it' }).click();
    await page.getByText(/^Filed: to be answered by/).waitFor();
    await page.getByRole('button', { name: 'Extend', exact: true }).click();
    await page.getByLabel('Why, as they were told').fill('two departments have to look');
    await page.getByRole('dialog').getByRole('button', { name: 'Extend' }).click();
    await page.getByText('two departments have to look').waitFor();
    await page.getByRole('button', { name: 'Confirm identity' }).click();
    await page.getByLabel('How it was checked').fill('called back');
    await page.getByRole('button', { name: 'Confirm it' }).click();
    await page.getByText('called back').waitFor();
  });

  await steps('a hold is placed on a person and released', async () => {
    await page.getByRole('link', { name: 'Open the customer' }).click();
    await page.getByRole('heading', { name: 'Privacy' }).waitFor();
    await page.getByRole('button', { name: 'Hold', exact: true }).click();
    await page.getByRole('combobox', { name: 'Hold' }).selectOption('legal');
    await page.getByLabel('Why').fill('in court');
    await page.getByRole('button', { name: 'Place it' }).click();
    await page.getByRole('button', { name: 'Release: in court' }).waitFor();
    await page.goto(`${url}/data/erasures`);
    await page.getByRole('region', { name: 'On hold' }).getByRole('link', { name: 'in court' }).click();
    await page.getByRole('button', { name: 'Release: in court' }).click();
    await page.getByRole('button', { name: 'Release it' }).click();
    await page.getByText('Legal hold released').waitFor();
  });

  await steps('everything that is held of them is saved as a file', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save it' }).click()]);
    holds(/^p_.*\.html$/.test(download.suggestedFilename()), 'the file is named after the person');
  });

  await steps('an erasure shows what would go, hides, destroys, and gives a receipt that is genuine', async () => {
    await page.goto(`${url}/data/requests?kind=erasure`);
    await page.getByRole('button', { name: new RegExp(SOMEBODY) }).first().click();
    await page.getByRole('button', { name: 'Propose the erasure' }).click();
    await page.getByLabel('Why').fill('asked by letter');
    await page.getByRole('button', { name: 'Show what would go' }).click();
    await page.getByLabel(SOMEBODY).waitFor();
    await page.getByRole('button', { name: 'Erase all of it' }).click();
    await page.getByRole('button', { name: 'Hide and destroy' }).click();
    await page.getByRole('button', { name: 'Destroy what is hidden now' }).click();
    // Everything that is kept of anybody is looked through before it is there.
    const receipt = await page.getByRole('region', { name: 'Receipt', exact: true }).innerText({ timeout: 90_000 });
    await page.getByLabel('The receipt, as it was given').fill(receipt);
    await page.getByRole('button', { name: 'Verify it' }).click();
    await page.getByText('genuine, as it was given').waitFor();
    await page.getByLabel('The receipt, as it was given').fill(receipt.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)));
    await page.getByRole('button', { name: 'Verify it' }).click();
    await page.getByText('not one of ours').waitFor();
  });

  await steps('and closes the request, which names nobody any more', async () => {
    await page.getByRole('link', { name: 'The request that it serves' }).click();
    await page.getByText('erased since').waitFor();
    await page.getByText('done', { exact: true }).first().waitFor();
    await page.goto(`${url}/customers?q=${encodeURIComponent(SOMEBODY)}`);
    await page.getByText(/^Nobody matches/).waitFor();
  });

  await steps('a rule of retention is set, tried without harm, and taken back', async () => {
    await page.goto(`${url}/data/retention`);
    await page.getByRole('button', { name: 'Set the rule of chats' }).click();
    await page.getByLabel('Keep them for').fill('1');
    await page.getByRole('combobox', { name: 'Of', exact: true }).selectOption('day');
    await page.getByRole('button', { name: 'Set it' }).click();
    await page.getByText('chats: anonymised after 1 day').waitFor();
    await page.getByRole('button', { name: 'Dry run', exact: true }).click();
    await page.getByText(/would be anonymised/).first().waitFor({ timeout: 30_000 });
    await page.getByText(/interactions? would go/).first().waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Remove the rule of chats' }).click();
    await page.getByText('The rule of chats is removed').waitFor();
    await page.getByRole('button', { name: 'Set the rule of chats' }).click();
    await page.getByRole('button', { name: 'Set it' }).click();
    await page.getByText('chats: anonymised after 2 years').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText('Taken back').waitFor();
    await page.getByRole('button', { name: 'Set the rule of chats' }).waitFor();
  });
}
