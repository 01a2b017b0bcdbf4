// Somebody with ten thousand interactions: their timeline is read to its end without the page growing with it.
import { holds, json, source } from './ask.mjs';

const MANY = 10_000;
const AT_ONCE = 500;

/** So many elements are there at most, whatever is scrolled through. */
const MOST_ELEMENTS = 4_000;

export async function many({ page, url, steps }) {
  await steps('ten thousand interactions of one person scroll through a page that does not grow', async () => {
    await page.goto(`${url}/customers/${await somebody(page, url)}`);
    await page.getByText('10,000 interactions', { exact: true }).first().waitFor();
    const { read, most, frames } = await page.evaluate(throughAll, MANY);
    holds(read === MANY, `${read} of ${MANY} interactions were seen`);
    holds(most < MOST_ELEMENTS, `${most} elements were on the page at once`);
    frames.sort((a, b) => a - b);
    const [usual, slow, slowest] = [0.5, 0.99, 1].map((share) => Math.round(frames[Math.ceil(share * (frames.length - 1))]));
    // Said, not asserted: how long a frame takes depends on what else the machine does.
    console.log(`        ${most} elements at most; frames of ${usual} ms, of a hundred one over ${slow} ms, the longest ${slowest} ms`);
  });

  await steps('and back up again, with what is near as it was', async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator('ol button[data-row]').first().waitFor();
    await page.getByText('number 9999', { exact: true }).first().waitFor();
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    holds(elements < MOST_ELEMENTS, `${elements} elements are on the page`);
  });
}

/** Somebody to whom much happened, a thousand times on one day; gives their id. */
async function somebody(page, url) {
  const send = await source(page, url, 'ui_checks');
  const user = `much-happened-${crypto.randomUUID()}`;
  const now = Date.now();
  for (let from = 0; from < MANY; from += AT_ONCE) {
    await send(Array.from({ length: AT_ONCE }, (_, at) => event(user, from + at, now)));
  }
  const { items } = await json(page, 'GET', `/api/v1/people?identifier=user_id:${user}`);
  return items[0].id;
}

function event(userId, number, now) {
  const hours = number < MANY - 1000 ? MANY - number : 1 + (MANY - number) / 1000;
  const timestamp = new Date(now - hours * 3_600_000).toISOString();
  const properties = number % 10 === 9 ? { text: `number ${number}` } : {};
  return { type: 'track', userId, event: 'Page Scrolled', messageId: crypto.randomUUID(), timestamp, properties };
}

/** Runs in the page: scrolls on until everything was read, and says what it took. */
async function throughAll(wanted) {
  const seen = new Set();
  const frames = [];
  let most = 0;
  let before = await new Promise(requestAnimationFrame);
  const end = before + 90_000;
  while (seen.size < wanted && before < end) {
    scrollBy(0, 600);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
    for (const line of document.querySelectorAll('li[id^=line-]')) seen.add(line.id);
    most = Math.max(most, document.getElementsByTagName('*').length);
  }
  return { read: seen.size, most, frames };
}
