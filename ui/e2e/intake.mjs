// A source from its first key to its last dropped row: added, connected, mapped, imported into, mended, replayed.
import { equal, holds } from './ask.mjs';

const FILE = `order_no,email,placed_at,note
O-1,ana@example.com,2026-03-01T09:30:00Z,please ring
O-2,bob@example.com,01.03.2026,
O-3,,2026-03-01T09:30:00Z,
`;
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

export async function intake({ page, url, steps }) {
  const name = `kiosk_${Date.now().toString(36)}`;
  const mapping = page.getByLabel(`Mapping of ${name}`);

  await steps('a source is added by keyboard, and its key is shown once', async () => {
    await page.goto(`${url}/data/sources`);
    await page.getByRole('button', { name: 'Add a source' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await page.getByText('Waiting for the first event…').waitFor();
    await page.getByLabel('From').selectOption('cloudevents');
    await page.getByRole('button', { name: 'Make a secret key' }).click();
    await page.getByText('it is shown this once').waitFor();
    const token = await page.locator('.token code').innerText();
    holds(token.startsWith('tl_sec_'), 'the key is secret');
    holds((await page.getByRole('region', { name: 'What to paste: CloudEvents' }).innerText()).includes(token), 'what is pasted carries the key');
  });

  await steps('what is pasted works: the first event lands', async () => {
    // What was waited for is watched from now on.
    await page.waitForTimeout(1000);
    const pasted = await page.getByRole('region', { name: 'What to paste: CloudEvents' }).innerText();
    const [, body] = /-d '([^]*)'$/.exec(pasted) ?? [];
    const [, key] = /Bearer (\S+)'/.exec(pasted) ?? [];
    const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/cloudevents+json' }, body });
    equal(answer.status, 200, 'the answer');
    await page.getByText('It landed').waitFor();
    await page.getByRole('link', { name: /complaint.closed/ }).waitFor();
  });

  await steps('a mapping is begun from a sample, and its mistakes are shown at their line', async () => {
    await page.goto(`${url}/data/sources/${name}/mapping`);
    await page.getByRole('textbox', { name: 'Sample' }).fill(FILE);
    await page.getByRole('button', { name: 'Begin with the sample’s columns' }).click();
    await page.getByText('3 rows').waitFor();
    const begun = await mapping.inputValue();
    await mapping.fill(begun.replace('channel =', 'chanel ='));
    await page.getByText('unknown field `chanel`').waitFor();
    const line = begun.split('\n').findIndex((each) => each.startsWith('channel =')) + 1;
    await page.getByText(`Line ${line}:`).waitFor();
    holds(await page.getByRole('button', { name: 'Save…' }).isDisabled(), 'what cannot be read cannot be saved');
    await mapping.fill(begun);
    await page.getByText('Would be taken in').waitFor();
    await page.getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(`${name} is read by version 1`).waitFor();
  });

  await steps('a file is looked at first, and then imported', async () => {
    await page.getByRole('link', { name: 'Import a file' }).click();
    await page.getByLabel('File to import').setInputFiles(file('orders.csv', FILE));
    await page.getByText('1 invalid time').waitFor();
    await page.getByRole('button', { name: 'Import orders.csv' }).click();
    await page.getByRole('heading', { name: 'Imported: orders.csv' }).waitFor();
    await page.getByText('1 interaction stored').waitFor();
    await page.getByText('1 no identifier').waitFor();
  });

  await steps('a large file shows its progress, and is cancelled where it is', async () => {
    const rows = Array.from({ length: 150_000 }, (_, row) => `L-${row},p${row % 500}@example.com,2026-03-01T09:30:00Z,${'a long note '.repeat(6)}`);
    await page.getByRole('button', { name: 'Import another file' }).click();
    await page.getByLabel('File to import').setInputFiles(file('large.csv', `order_no,email,placed_at,note\n${rows.join('\n')}\n`));
    await page.getByText('Of the beginning of the file').waitFor();
    await page.getByRole('button', { name: 'Import large.csv' }).click();
    await page.getByText(/[1-9][\d,]* rows?$/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled: large.csv' }).waitFor({ timeout: 20_000 });
  });

  await steps('a dropped row is mended, replayed, and seen to land', async () => {
    await page.goto(`${url}/data/dropped?source=${name}&reason=invalid_time`);
    await page.locator('button[data-row]').first().click();
    await page.getByRole('link', { name: 'Mend the mapping' }).click();
    await page.getByText('Would be dropped').waitFor();
    await mapping.fill(`time_format = "%d.%m.%Y"\n${await mapping.inputValue()}`);
    await page.getByText('With this mapping the event would be taken in').waitFor();
    await page.getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('region', { name: 'What changes' }).getByText('time_format').waitFor();
    await page.getByRole('button', { name: 'Save version 2' }).click();
    await page.getByText('With this mapping the event is taken in').waitFor();
    await page.getByRole('button', { name: 'Replay this one' }).click();
    await page.getByText('It landed').waitFor();
    await page.getByRole('link', { name: /See it in their line/ }).click();
    await page.getByRole('heading', { name: 'bob@example.com' }).waitFor();
  });

  await steps('a mapping is taken back', async () => {
    await page.goto(`${url}/data/sources/${name}/mapping`);
    await page.getByText('Mapping, version 2').waitFor();
    await mapping.fill(`# Another comment.\n${await mapping.inputValue()}`);
    await page.getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('button', { name: 'Save version 3' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('version 4 is what was before').waitFor();
    holds(!(await mapping.inputValue()).includes('Another comment'), 'the text is what it was');
  });
}
