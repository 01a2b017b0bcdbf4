// The picture of the odyssey customer's line against the truth that the sample company was made from.
import { readFileSync } from 'node:fs';
import { equal } from './ask.mjs';

export async function story({ page, url, steps, truth }) {
  if (!truth) return;
  const is = JSON.parse(readFileSync(truth, 'utf8'));
  const again = is.contacts.reduce((sum, { asked_again }) => sum + asked_again, 0);

  await steps('the picture of her line counts the contacts, departments and repeated requests that there were', async () => {
    await page.goto(`${url}/customers?q=${is.customer_no}`);
    await page.getByRole('link', { name: is.name }).click();
    const line = page.getByRole('listbox', { name: 'Contacts by channel over time' });
    await line.getByRole('option').first().waitFor();
    const written = await page.evaluate(() => ['contacts', 'departments', 'asked-again'].map((name) => document.querySelector(`[data-${name}]`)?.textContent));
    equal(written.map(Number), [is.contacts.length, is.departments.length, is.repeated_requests], 'contacts, departments, repeated requests');
    equal(again, is.repeated_requests, 'the truth, added up');
  });

  await steps('and draws each of them: as many marks as contacts, a ring where she was asked again', async () => {
    // A mark is numbered with the contacts in it: "4", or "4–6" where several lie together.
    const marks = page.getByRole('listbox', { name: 'Contacts by channel over time' }).locator('[role=option]:has(.dot)');
    const numbers = [];
    for (const label of await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label')))) {
      const [, from, to = from] = /^(\d+)(?:–(\d+))?: /.exec(label) ?? [];
      for (let number = Number(from); number <= Number(to); number += 1) numbers.push(number);
    }
    equal(numbers.sort((a, b) => a - b), is.contacts.map((_, at) => at + 1), 'the contacts drawn');
    const ringed = is.contacts.filter(({ asked_again }) => asked_again > 0).length;
    equal(await marks.filter({ has: page.locator('.warned') }).count(), ringed, 'the contacts with a ring');
  });

  await steps('and its table says when, where and what was asked again, contact by contact', async () => {
    await page.getByRole('button', { name: 'View as table' }).click();
    await page.getByRole('columnheader', { name: 'Asked again' }).waitFor();
    const rows = await page.getByRole('region', { name: 'Contacts in this time, table' }).locator('tbody tr').evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td, th')].map((cell) => cell.textContent.trim())),
    );
    const told = is.contacts.map(({ time, department, asked, asked_again }) => [Date.parse(time), department, asked.length, asked_again]);
    const read = rows.map(([when, , , department, asked, repeated]) => [Date.parse(when), department, Number(asked), repeated === '–' ? 0 : repeated.split(', ').length]);
    equal(told.filter((contact) => !read.some((row) => JSON.stringify(row) === JSON.stringify(contact))), [], 'contacts that the table lacks');
    await page.getByRole('button', { name: 'View as table' }).click();
  });
}
