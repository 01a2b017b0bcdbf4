// What arrives, what is dropped and replayed, why somebody is one person, and the audit.
import { holds, json, source } from './ask.mjs';

export async function data({ page, url, steps }) {
  await steps('what arrives is seen, and the ledger accounts for it', async () => {
    await page.goto(`${url}/data/live`);
    await page.getByText('every event is accounted for').waitFor();
    // The stream must be open before anything is sent: it replays nothing.
    await page.waitForTimeout(500);
    const send = await source(page, url, 'ui_checks');
    await send([{ type: 'track', userId: 'H42935965', event: 'Landed Live', messageId: crypto.randomUUID() }]);
    await page.getByRole('link', { name: /Landed Live/ }).waitFor({ timeout: 8000 });
  });

  await steps('the hours are walked by keyboard', async () => {
    await page.getByRole('listbox', { name: 'Events by hour' }).focus();
    await page.keyboard.press('End');
    await page.locator('.tip').waitFor();
  });

  await steps('sources say how they do, and show their mapping', async () => {
    await page.goto(`${url}/data/sources`);
    await page.getByRole('link', { name: 'calls', exact: true }).click();
    await page.getByText(/^Mapping, version/).click();
    await page.getByRole('region', { name: 'Mapping of calls' }).getByText('call_center.').waitFor();
  });

  await steps('what was dropped is opened and replayed', async () => {
    const send = await source(page, url, 'ui_checks');
    await send([{ type: 'track', event: 'Nobody Did This', messageId: crypto.randomUUID() }]);
    await page.goto(`${url}/data/dropped?source=ui_checks`);
    await page.locator('button[data-row]').first().click();
    await page.getByText('It names nobody').waitFor();
    await page.getByText('Nobody Did This').waitFor();
    await page.getByRole('button', { name: 'Replay this one' }).click();
    await page.getByText('Dropped again').waitFor();
  });

  await steps('an address opens its event, whatever list it stands in', async () => {
    const { items } = await json(page, 'GET', '/api/v1/dropped?source=calls&limit=1');
    await page.goto(`${url}/data/dropped?source=ui_checks&open=${items[0].id}`);
    await page.getByRole('region', { name: 'The event that was asked for' }).getByText(/"CallRef"/).waitFor();
  });

  await steps('why somebody is one person: links, evidence, and what an undo would do', async () => {
    await page.goto(`${url}/customers?q=H42935965`);
    await page.getByRole('link', { name: /Margaret Ellison/ }).click();
    await page.getByRole('link', { name: 'Why one person' }).click();
    await page.getByRole('heading', { name: /Why Margaret Ellison is one person/ }).waitFor();
    await page.getByRole('button', { name: /Anonymous ID/ }).click();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page.getByRole('heading', { name: 'Then' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  await steps('conflicts wait with what speaks for and against', async () => {
    await page.goto(`${url}/data/identity`);
    await page.getByText(/^\d+ conflicts?:/).waitFor();
    if (await page.getByText('No conflict waits').isVisible()) return;
    await page.getByRole('button', { name: 'Two people' }).first().click();
    await page.getByRole('heading', { name: 'Now' }).waitFor();
    await page.keyboard.press('Escape');
  });

  await steps('the audit is filtered', async () => {
    await page.goto(`${url}/data/audit`);
    await page.getByLabel('Did').fill('people.merge');
    await page.getByText('a check of the interface').first().waitFor();
    holds(page.url().includes('action=people.merge'), 'the address carries the filter');
  });
}
