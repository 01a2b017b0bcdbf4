// How fast the user interface is, on a desktop and on a slow phone, against a server that holds the sample company:
//   node bench/ui.mjs URL USER PASSWORD
// Prints a table of medians with what is aimed at, and the views of Journeys; exits with 1 where one is missed.
import { openPage, signIn, withBrowser } from '../ui/e2e/browser.mjs';
import { AIM, views } from './views.mjs';

const [url, user, password] = process.argv.slice(2);
if (!password) {
  console.error('usage: node bench/ui.mjs URL USER PASSWORD');
  process.exit(2);
}

const ROUNDS = 7;
const PHONE = { processor: 4, latency: 150, bytesPerSecond: (1.6 * 1024 * 1024) / 8 };

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function timed(run) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await run(round));
  return median(times);
}

/** From an address to what is waited for, in the page's own time, with nothing kept from before. */
async function ready(page, session, path, selector) {
  await session.send('Network.clearBrowserCache');
  await page.goto('about:blank');
  await page.goto(url + path, { waitUntil: 'commit' });
  await page.waitForSelector(selector);
  return page.evaluate(() => performance.now());
}

/** From the last key to the answer's being in the page. */
async function search(page, words) {
  await page.goto(`${url}/customers`);
  await page.locator('a[data-row]').first().waitFor();
  const field = page.getByRole('searchbox');
  await field.fill(words.slice(0, -1));
  await page.getByText(`for “${words.slice(0, -1)}”`).waitFor();
  return page.evaluate(
    ([word, wanted]) =>
      new Promise((done) => {
        const field = document.querySelector('input[type=search]');
        const started = performance.now();
        const watch = new MutationObserver(() => {
          if (!document.querySelector('main')?.textContent?.includes(wanted)) return;
          watch.disconnect();
          requestAnimationFrame(() => done(performance.now() - started));
        });
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
        field.value = word;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    [words, `for “${words}”`],
  );
}

const rows = [];
let journeys = [];

await withBrowser(async (browser) => {
  const { page, complaints } = await openPage(browser, url);
  page.setDefaultTimeout(60_000);
  await page.setViewportSize({ width: 1320, height: 900 });
  await signIn(page, url, user, password);
  const session = await browser.newCDPSession(page);
  await page.goto(`${url}/customers?q=H42935965`);
  const person = await page.locator('a[data-row]').first().getAttribute('href');

  rows.push(['search, from the last key', await timed(() => search(page, 'ellison')), 100]);
  rows.push(['person, complete', await timed(() => ready(page, session, person, '.timeline h3')), 300]);
  rows.push(['first page, desktop', await timed(() => ready(page, session, '/customers', 'a[data-row]')), 1000]);
  journeys = await views(page, url);

  await page.setViewportSize({ width: 390, height: 844 });
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.processor });
  const { latency, bytesPerSecond } = PHONE;
  await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
  rows.push(['first page, slow phone', await timed(() => ready(page, session, '/customers', 'a[data-row]')), 2500]);
  if (complaints.length > 0) console.error(complaints.join('\n'));
});

console.log('| what | median, ms | aimed at, ms |\n|---|---|---|');
for (const [what, is, aim] of rows) console.log(`| ${what} | ${Math.round(is)} | ${aim} |`);
console.log('\n| view of Journeys | median, ms | slowest, ms |\n|---|---:|---:|');
for (const { view, median: is, slowest } of journeys) console.log(`| ${view} | ${Math.round(is)} | ${Math.round(slowest)} |`);
process.exit(rows.some(([, is, aim]) => is > aim) || journeys.some(({ slowest }) => slowest > AIM) ? 1 : 0);
