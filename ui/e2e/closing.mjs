// Closing the loop: a rule opens an alert, which is done with a note; a finding becomes an improvement; webhooks are told.
import { equal, source } from './ask.mjs';

export async function closing({ page, url, steps }) {
  const mark = Date.now().toString(36);

  await steps('alerts: a rule is written, opens an alert, and the alert is done with a note', async () => {
    await page.goto(`${url}/voice/alerts?view=rules`);
    await page.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill(`low-${mark}`);
    await dialog.getByLabel('Owner').fill('grace.okafor');
    await dialog.getByRole('button', { name: 'Add', exact: true }).first().click();
    await dialog.getByText('in the text: they leave').waitFor();
    await dialog.getByLabel('Why').fill('a check of the interface');
    await dialog.getByRole('button', { name: 'Save it' }).click();
    await page.getByRole('link', { name: `low-${mark}` }).waitFor();
    const send = await source(page, url, 'ui_checks');
    const interaction = { channel: 'chat', touchpoint: 'chat.live', text: `I will cancel my account ${mark}` };
    await send([{ type: 'track', event: 'Chat Ended', userId: `alert-${mark}`, messageId: mark, properties: { nps: 1 }, context: { interaction } }]);
    const one = page.getByRole('link', { name: /^said 1 on NPS/ });
    for (let tries = 0; tries < 40 && (await one.count()) === 0; tries += 1) {
      await page.goto(`${url}/voice/alerts?rule=low-${mark}`);
      await page.getByRole('heading', { name: 'Alerts' }).waitFor();
      await page.waitForTimeout(250);
    }
    await one.click();
    await page.getByText(`I will cancel my account ${mark}`).waitFor();
    await page.getByText('this one').waitFor();
    await page.getByRole('button', { name: 'Seen' }).click();
    await page.getByText('seen', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByLabel('What was done').fill('rang them');
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await page.getByText('rang them').waitFor();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
  });

  await steps('improvements: what asks again becomes one, and says that nothing was changed yet', async () => {
    await page.goto(`${url}/journeys/effort`);
    await page.getByRole('button', { name: 'Improve the first' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is changed').fill(`Ask once ${mark}`);
    await dialog.getByLabel('Owner').fill('grace.okafor');
    await dialog.getByLabel('Why').fill('a check of the interface');
    await dialog.getByRole('button', { name: 'Save it' }).click();
    await page.getByRole('heading', { name: `Ask once ${mark}` }).waitFor();
    await page.getByText('not yet').waitFor();
    await page.getByRole('link', { name: 'where it was found' }).click();
    await page.getByText('Who asks again').first().waitFor();
  });

  await steps('webhooks: one is made with a secret that is shown once, and a test is in the log', async () => {
    await page.goto(`${url}/settings/webhooks`);
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByLabel('Name', { exact: true }).fill(`hook-${mark}`);
    await page.getByLabel('Address').fill('https://localhost:1/hook');
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: `Test hook-${mark}` }).click();
    await page.getByRole('cell', { name: `hook-${mark}` }).last().waitFor();
    await page.getByRole('button', { name: `Remove hook-${mark}` }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText(`The webhook hook-${mark} is removed`).waitFor();
    equal(await page.getByRole('button', { name: `Test hook-${mark}` }).count(), 0, 'webhooks of that name');
  });
}
