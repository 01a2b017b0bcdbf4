// Who may do what, who answers for which touchpoint, what things cost, and oneself.
import { equal, json } from './ask.mjs';

export async function settings({ page, url, steps, user }) {
  await steps('a user is added with a password that is shown once, given less, and removed', async () => {
    await page.goto(`${url}/settings/users`);
    await page.getByRole('button', { name: 'Add a user' }).click();
    await page.getByLabel('Name to sign in with').fill('ui.checks');
    await page.getByRole('combobox', { name: 'Sees interactions of' }).selectOption('department');
    const strange = page.getByRole('status').getByText(/^No department is called/);
    await page.getByLabel('Which departments').fill('Biling');
    await strange.waitFor();
    await page.keyboard.press('Enter');
    await strange.waitFor();
    await page.getByRole('button', { name: 'Take away Biling' }).click();
    await page.getByLabel('Which departments').fill('Billing');
    equal(await strange.count(), 0, 'warnings of a name that is known');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add them' }).click();
    await page.getByRole('dialog', { name: 'ui.checks is added' }).getByText(/^[a-z0-9]{6}-/).waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('link', { name: 'ui.checks' }).click();
    await page.getByRole('combobox', { name: 'Role' }).selectOption('read-only');
    await page.getByRole('button', { name: 'Save role and scope' }).click();
    await page.getByText('ui.checks is read only now, and sees department Billing').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('ui.checks is removed').waitFor();
  });

  await steps('a key is made, shown once and revoked', async () => {
    await page.goto(`${url}/settings/keys`);
    await page.getByRole('button', { name: 'Make a key' }).first().click();
    const name = `desk ${Date.now()}`;
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText(/^tl_role_/).waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: `Revoke ${name}` }).click();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await page.getByText(`The key ${name} is revoked`).waitFor();
  });

  await steps('an unowned touchpoint is given an owner, and it is taken back', async () => {
    await page.goto(`${url}/settings/touchpoints?show=unowned`);
    await page.getByRole('button', { name: 'Assign an owner: web.help' }).click();
    await page.getByLabel('User').fill(user);
    await page.getByRole('button', { name: 'Assign it' }).click();
    await page.getByText(`${user} answers for Web · help`).waitFor();
    equal((await json(page, 'GET', '/api/v1/organisation/touchpoints/web.help')).owner, user, 'the owner');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
  });

  await steps('a department is put on record and ended', async () => {
    await page.goto(`${url}/settings/organisation`);
    await page.getByRole('button', { name: 'Put on record: Logistics' }).click();
    await page.getByRole('button', { name: 'Put it on record' }).click();
    await page.getByRole('button', { name: 'End Logistics' }).click();
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByText('Logistics has ended').waitFor();
  });

  await steps('what things cost is said in the currency and kept in its minor units', async () => {
    await page.goto(`${url}/settings/costs`);
    await page.getByRole('button', { name: /Say what things cost|Change/ }).click();
    await page.getByLabel('Currency').fill('gbp');
    await page.getByLabel('Phone', { exact: true }).fill('4.50');
    await page.getByRole('button', { name: 'Set it' }).click();
    await page.getByText('£4.50').waitFor();
    equal((await json(page, 'GET', '/api/v1/organisation/costs')).contacts.phone, 450, 'the cost of a call');
  });

  await steps('namespaces and limits are read, and where they are changed', async () => {
    await page.goto(`${url}/settings/limits`);
    await page.getByText('throughline.toml').waitFor();
    await page.getByRole('region', { name: 'Limits' }).getByText('Event bytes').waitFor();
  });

  await steps('one’s own second factor is begun, with its key', async () => {
    await page.goto(`${url}/settings/you`);
    await page.getByRole('button', { name: 'Set it up' }).click();
    await page.getByText('Add this key to the app').waitFor();
    await page.getByLabel('Code').waitFor();
  });
}
