// Employees: customers beside employees, what stands in the way, what is needed; and the foot of a phone, where all pages are.
import { equal, holds, json } from './ask.mjs';

const TEXT = `The till asks for the receipt twice (${Date.now().toString(36)})`;
const NEED = `A second screen (${Date.now().toString(36)})`;

export async function employees({ page, url, steps }) {
  await steps('employees: departments stand with customers beside employees, and open in time', async () => {
    await page.goto(`${url}/employees`);
    await page.getByRole('region', { name: 'Customers beside employees, table' }).waitFor();
    await page.getByRole('button', { name: 'Billing', exact: true }).click();
    await page.getByRole('heading', { name: 'Billing in time' }).waitFor();
    await page.getByText(/It is correlation, not cause/).waitFor();
    equal(new URL(page.url()).searchParams.get('place'), 'Billing', 'the address says what is opened');
    await page.getByRole('button', { name: 'Touchpoints' }).click();
    await page.getByRole('button', { name: 'Call center · billing' }).waitFor();
  });

  await steps('employees: a wave that is over shows each group with its interval and the change', async () => {
    await page.goto(`${url}/employees/pulse`);
    const table = page.getByRole('region', { name: /How likely would you recommend/ });
    await table.getByRole('row', { name: /^Everybody/ }).waitFor();
    holds(/to .*n = /.test(await table.getByRole('row', { name: /^Retail/ }).innerText()), 'an interval and n');
  });

  await steps('employees: what stands in the way is reported without a name, answered, and found again', async () => {
    await page.goto(`${url}/employees/notes`);
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('In a sentence').fill(TEXT);
    await dialog.getByLabel('Where (touchpoint)').fill('shop.counter');
    await dialog.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: 'Yours' }).waitFor();
    await page.getByRole('button', { name: `Answer “${TEXT}”` }).click();
    await dialog.getByLabel('How far it is').selectOption('will_not');
    holds(await dialog.getByRole('button', { name: 'Answer', exact: true }).isDisabled(), 'whoever leaves it as it is says why');
    await dialog.getByLabel('Why it stays as it is').fill('The auditors want it');
    await dialog.getByRole('button', { name: 'Answer', exact: true }).click();
    await page.getByRole('region', { name: 'Yours' }).getByText('The auditors want it').waitFor();
    const { items } = await json(page, 'GET', '/api/v1/audit?action=notes.report');
    equal(items[0].who, 'an employee', 'whom the audit names');
  });

  await steps('employees: a need is proposed, and a vote counts once', async () => {
    await page.goto(`${url}/employees/needs?propose=yes`);
    await page.getByLabel('In a few words').fill(NEED);
    await page.getByRole('dialog').getByRole('button', { name: 'Propose', exact: true }).click();
    const vote = (count) => page.getByRole('button', { name: `${count} for “${NEED}”` });
    await vote('1 vote').click();
    await vote('0 votes').click();
    equal(await vote('1 vote').getAttribute('aria-pressed'), 'true', 'voted');
  });

  await steps('employees: on a phone every page is reached', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${url}/employees/needs`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    equal(await page.getByRole('button', { name: 'More' }).getAttribute('aria-expanded'), 'false', 'the pages behind it');
    await page.setViewportSize({ width: 1280, height: 860 });
  });
}
