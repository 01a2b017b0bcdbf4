// The interface in a real browser, against a server that holds the sample company:
//   node e2e/run.mjs URL ADMIN PASSWORD [AGENT PASSWORD]
// Exits with 1 and says what failed.
import { mkdirSync } from 'node:fs';
import { openPage, signIn, withBrowser } from './browser.mjs';
import { agent } from './agent.mjs';
import { customers } from './customers.mjs';
import { data } from './data.mjs';
import { intake } from './intake.mjs';
import { many } from './many.mjs';
import { looks } from './looks.mjs';
import { privacy } from './privacy.mjs';
import { settings } from './settings.mjs';
import { shell } from './shell.mjs';

const [url, admin, password, agentName, agentPassword] = process.argv.slice(2);
if (!url || !admin || !password) {
  console.error('usage: node e2e/run.mjs URL ADMIN PASSWORD [AGENT PASSWORD]');
  process.exit(2);
}

const SCREENSHOTS = new URL('../screenshots/', import.meta.url).pathname;
mkdirSync(SCREENSHOTS, { recursive: true });

let failed = 0;
let passed = 0;

/** Runs one step, says how it went, and keeps a picture of a failure. */
async function step(page, name, run) {
  try {
    await run();
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n        ${String(error.message).split('\n').slice(0, 6).join('\n        ')}`);
    await page.screenshot({ path: `${SCREENSHOTS}failed-${failed}.png` }).catch(() => undefined);
  }
}

await withBrowser(async (browser) => {
  const { page, complaints } = await openPage(browser, url);
  const steps = (name, run) => step(page, name, run);
  const context = { page, url, steps, screenshots: SCREENSHOTS, user: admin, password };
  await shell(context);
  await customers(context);
  await data(context);
  await intake(context);
  await many(context);
  await privacy(context);
  await settings(context);
  await looks(context);
  if (agentName && agentPassword) {
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await signIn(page, url, agentName, agentPassword);
    await agent(context);
  }
  await steps('nothing complained: no error, no warning, no other origin, nothing that the policy refused', async () => {
    if (complaints.length > 0) throw new Error([...new Set(complaints)].slice(0, 10).join('\n'));
  });
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
