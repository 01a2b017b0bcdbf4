// Takes a picture of addresses of the interface: node e2e/screenshots.mjs URL USER PASSWORD FOLDER /customers=name ...
import { mkdirSync } from 'node:fs';
import { openPage, signIn, withBrowser } from './browser.mjs';

const [url, user, password, folder, ...wanted] = process.argv.slice(2);
if (wanted.length === 0) {
  console.error('usage: node e2e/screenshots.mjs URL USER PASSWORD FOLDER ADDRESS=NAME ...');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
/** Which of them: SIZES=desktop THEMES=light takes one picture of each address, under its bare name. */
const wantedSizes = (process.env.SIZES ?? 'desktop,phone').split(',');
const themes = (process.env.THEMES ?? 'light,dark').split(',');
const single = wantedSizes.length === 1 && themes.length === 1;

await withBrowser(async (browser) => {
  const { page, complaints } = await openPage(browser, url);
  await signIn(page, url, user, password);
  for (const each of wanted) {
    const at = each.lastIndexOf('=');
    for (const [size, viewport] of Object.entries(sizes)) {
      if (!wantedSizes.includes(size)) continue;
      await page.setViewportSize(viewport);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.goto(url + each.slice(0, at));
        // A person is named by what finds them, because ids differ from store to store.
        if (each.includes('?first=')) {
          await page.goto(`${url}/customers?q=${new URL(url + each.slice(0, at)).searchParams.get('first')}`);
          await page.locator('a[data-row]').first().click();
          await page.locator('section[aria-label] [data-row]').first().waitFor();
        }
        await page.waitForLoadState('load');
        await page.waitForTimeout(900);
        await page.screenshot({ path: `${folder}/${each.slice(at + 1)}${single ? '' : `-${size}-${theme}`}.png`, fullPage: process.env.FULL === '1' });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) complaints.push(`${each} ${size}: ${wide} px too wide`);
      }
    }
  }
  for (const complaint of complaints) console.error(complaint);
});
