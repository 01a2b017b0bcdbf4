// What the role agent may not do is not offered, and the server refuses it anyway.
import { ask, equal } from './ask.mjs';

export async function agent({ page, url, steps }) {
  await steps('an agent is offered neither dropped events nor the audit', async () => {
    await page.goto(`${url}/data/live`);
    await page.getByRole('navigation', { name: 'Parts of this page' }).waitFor();
    equal(await page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link').allInnerTexts(), ['Live', 'Sources', 'Identity'], 'the parts');
    await page.goto(`${url}/data/audit`);
    await page.getByText('your role does not hold the right').waitFor();
  });

  await steps('and gets 403 for them', async () => {
    for (const path of ['/api/v1/audit', '/api/v1/dropped', '/api/v1/users', '/api/v1/keys']) {
      equal((await ask(page, 'GET', path)).status, 403, path);
    }
  });
}
