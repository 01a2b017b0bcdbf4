// The interface in a real browser, against a server that holds the sample company:
//   node e2e/run.mjs URL ADMIN PASSWORD [TRUTH.json]
// With PROVIDER=1 the server has the provider of tests/clients. ONLY=settings,looks runs these parts, without the others.
// The truth is sample/truth/odyssey.json below the server's data directory. Exits with 1 and says what failed. What is
// checked changes what the server holds, so that each run needs a new one.
import { mkdirSync } from 'node:fs';
import { openPage, signIn, withBrowser } from './browser.mjs';
import { agent } from './agent.mjs';
import { closing } from './closing.mjs';
import { customers } from './customers.mjs';
import { data } from './data.mjs';
import { employees } from './employees.mjs';
import { intake } from './intake.mjs';
import { journeys } from './journeys.mjs';
import { kept } from './kept.mjs';
import { keyboard } from './keyboard.mjs';
import { looks } from './looks.mjs';
import { many } from './many.mjs';
import { privacy } from './privacy.mjs';
import { scores } from './scores.mjs';
import { settings } from './settings.mjs';
import { shell } from './shell.mjs';
import { signing } from './signing.mjs';
import { story } from './story.mjs';
import { voice } from './voice.mjs';
import { words } from './words.mjs';

const [url, user, password, truth] = process.argv.slice(2);
if (!url || !user || !password) {
  console.error('usage: node e2e/run.mjs URL ADMIN PASSWORD [TRUTH.json]');
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
  const context = { page, url, steps, screenshots: SCREENSHOTS, user, password, truth, provider: process.env.PROVIDER === '1' };
  // Before anything is sent comes the story: what arrives becomes part of her line. The agent signs the administrator out.
  const parts = { shell, story, customers, data, intake, journeys, kept, keyboard, many, privacy, settings, scores, words, voice, closing, employees, looks, signing, agent };
  const only = process.env.ONLY?.split(',');
  if (only) await signIn(page, url, user, password);
  for (const [name, part] of Object.entries(parts)) if (!only || only.includes(name)) await part(context);
  await steps('nothing complained: no error, no warning, no other origin, nothing that the policy refused', async () => {
    if (complaints.length > 0) throw new Error([...new Set(complaints)].slice(0, 10).join('\n'));
  });
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
