// Every page on a desktop and a phone, light and dark: axe finds nothing, nothing is wider than the screen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { equal } from './ask.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const SIZES = { desktop: { width: 1320, height: 900 }, phone: { width: 390, height: 844 } };

/** What is wrong with a page as it stands, light and dark: what axe finds, and what is wider than the screen. */
export async function wrongsOf(page, picture) {
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The colours are there with the next frames.
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${picture}-${colorScheme}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) found.push(`${wide} px too wide`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const { id, nodes } of violations) found.push(`${colorScheme} ${id}: ${nodes.slice(0, 2).map((node) => `${node.html.slice(0, 140)} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`).join(' | ')}`);
  }
  return found;
}

export async function looks({ page, url, steps, screenshots }) {
  await page.goto(`${url}/customers?q=H42935965`);
  const person = await page.getByRole('link', { name: /Margaret Ellison/ }).getAttribute('href');
  await page.goto(url + person);
  const account = await page.getByRole('link', { name: /A301752013/ }).getAttribute('href');
  await page.goto(`${url}/data/dropped`);
  const pages = {
    customers: '/customers',
    search: '/customers?q=marg',
    nobody: '/customers?q=nobodyiscalledthis',
    person,
    account,
    live: '/data/live',
    sources: '/data/sources?source=calls',
    'new source': '/data/sources?form=add',
    'source settings': '/data/sources?source=calls&form=settings',
    connect: '/data/sources/calls/connect?way=browser',
    mapping: '/data/sources/calls/mapping',
    import: '/data/sources/calls/import',
    connectors: '/data/connectors',
    dropped: '/data/dropped',
    identity: '/data/identity',
    why: `/data/identity?person=${person.split('/').pop()}`,
    requests: '/data/requests',
    erasures: '/data/erasures',
    retention: '/data/retention',
    audit: '/data/audit',
    you: '/settings/you',
    users: '/settings/users',
    keys: '/settings/keys',
    touchpoints: '/settings/touchpoints',
    organisation: '/settings/organisation',
    costs: '/settings/costs',
    limits: '/settings/limits',
  };
  // What moves is not judged while it moves.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const [name, path] of Object.entries(pages)) {
    await steps(`${name}: axe finds nothing, and it fits`, async () => {
      const found = [];
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        await page.goto(url + path);
        await page.locator('main h1, main h2').first().waitFor();
        await page.waitForTimeout(600);
        found.push(...(await wrongsOf(page, `${screenshots}${name}-${size}`)).map((wrong) => `${size} ${wrong}`));
      }
      equal(found, [], name);
    });
  }
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}
