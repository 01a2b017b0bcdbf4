// The ways in, on a desktop and a phone: the second factor, the organisation's provider, and what is said of each refusal.
import { createHmac } from 'node:crypto';
import { equal, holds, json } from './ask.mjs';
import { openPage, signIn, withBrowser } from './browser.mjs';
import { SIZES, wrongsOf } from './looks.mjs';

const SCREENSHOTS = new URL('../screenshots/', import.meta.url).pathname;
const PASSWORD = 'a long pass phrase of the checks';

/** The code that an app shows some steps of half a minute from now (RFC 6238). */
function codeOf(secret, ahead = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const tag = createHmac('sha1', key).update(step).digest();
  return String((tag.readUInt32BE(tag[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A browser that knows nothing yet, of a size; what it complains of fails the step. */
const newcomer = (url, size, use, flags) =>
  withBrowser(async (browser) => {
    const { page, complaints } = await openPage(browser, url);
    await page.setViewportSize(SIZES[size]);
    try {
      await use(page);
    } catch (error) {
      await page.screenshot({ path: `${SCREENSHOTS}failed-newcomer-${size}.png` });
      throw error;
    }
    // The provider is another origin, and its pages are its own.
    equal(complaints.filter((each) => each.startsWith('error') || each.includes('policy')), [], 'complaints');
  }, flags);

/** What is around every page; on a phone some of it is behind a button. */
const isIn = (page) => page.locator('input[type=search]').first().waitFor({ state: 'attached' });

async function fits(page, name, size) {
  equal(await wrongsOf(page, `${SCREENSHOTS}${name}-${size}`), [], name);
}

export async function signing({ page: admin, url, steps, provider }) {
  for (const size of Object.keys(SIZES)) {
    await steps(`${size}: a second factor is set up, asked for, and only its code lets in`, async () => {
      const name = `factor-${size}-${Date.now().toString(36)}`;
      await json(admin, 'POST', '/api/v1/users', { name, role: 'agent', password: PASSWORD });
      await newcomer(url, size, async (page) => {
        await signIn(page, url, name, PASSWORD, isIn);
        await page.goto(`${url}/settings/you`);
        await page.getByRole('button', { name: 'Set it up' }).click();
        const secret = (await page.locator('code.secret').innerText()).replace(/\s/g, '');
        await page.getByLabel('Code').fill(codeOf(secret));
        await fits(page, 'factor-setup', size);
        await page.getByRole('button', { name: 'Confirm' }).click();
        await page.getByText('Keep these recovery codes').waitFor();
        const recovery = await page.locator('.codes code').allInnerTexts();
        equal(recovery.length, 10, 'recovery codes');
        await fits(page, 'factor-recovery', size);
        await page.getByRole('button', { name: 'I have kept them' }).click();
        await page.getByText('is asked for beside your password').waitFor();
        // Each way in, from a browser without a session.
        const enter = async (code) => {
          await page.context().clearCookies();
          await page.goto(`${url}/customers`);
          await page.getByLabel('Name').fill(name);
          await page.getByLabel('Password').fill(PASSWORD);
          await page.getByRole('button', { name: 'Sign in', exact: true }).click();
          await page.getByLabel('Code').fill(code);
          await page.getByRole('button', { name: 'Go on' }).click();
        };
        await enter('000000');
        await page.getByRole('alert').waitFor();
        await fits(page, 'factor-refused', size);
        await enter(codeOf(secret, 1));
        await isIn(page);
        await enter(recovery[0]);
        await isIn(page);
        await enter(recovery[0]);
        await page.getByRole('alert').waitFor();
      });
    });

    if (provider) await throughProvider({ url, steps, size });

    await steps(`${size}: an address says nothing on the sign-in page that is not the server's`, () =>
      newcomer(url, size, async (page) => {
        for (const said of ['call 0800 1234', '__proto__', 'constructor']) {
          await page.goto(`${url}/?sign-in=${encodeURIComponent(said)}`);
          await page.getByLabel('Password').waitFor();
          equal([await page.getByRole('alert').count(), new URL(page.url()).search], [0, ''], said);
        }
      }));

    await steps(`${size}: over plain HTTP from elsewhere nobody is asked to send a password`, () => {
      const there = new URL(url);
      there.hostname = 'throughline.example';
      const flags = [`--host-resolver-rules=MAP throughline.example ${new URL(url).hostname}`];
      return newcomer(there.origin, size, async (page) => {
        await page.goto(`${there.origin}/`);
        await page.getByRole('alert').getByText('came over plain HTTP').waitFor();
        holds(await page.getByRole('button', { name: 'Sign in', exact: true }).isDisabled(), 'signing in is not offered');
        await fits(page, 'plain-http', size);
      }, flags);
    });
  }
}

async function throughProvider({ url, steps, size }) {
  /** Signs in at the provider, from the sign-in page of an address, as somebody. */
  const come = async (page, name, address) => {
    await page.goto(url + address);
    await page.getByRole('button', { name: 'Sign in with your organisation' }).click();
    await page.locator('input[name=login]').fill(name);
    await page.locator('input[name=password]').fill('x');
    await page.locator('button[type=submit]').click();
    // What the account gives away is asked for once, on a page of the provider.
    await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
    await page.locator('button[type=submit]').click();
  };

  await steps(`${size}: the organisation's provider lets in, to where one wanted to go`, () =>
    newcomer(url, size, async (page) => {
      await page.goto(`${url}/settings/you`);
      await page.getByRole('button', { name: 'Sign in with your organisation' }).waitFor();
      await fits(page, 'sign-in', size);
      await come(page, 'ana', '/settings/you');
      await page.locator('main').getByText('Ana', { exact: true }).waitFor();
      equal(new URL(page.url()).pathname, '/settings/you', 'the address');
      const session = await page.evaluate(async () => (await (await fetch('/api/v1/session')).json()).user.origin);
      equal(session, 'oidc', 'the origin of the user');
    }));

  await steps(`${size}: whom the provider knows and we do not is told what to do, on the sign-in page`, () =>
    newcomer(url, size, async (page) => {
      await come(page, 'nobody', '/data/sources');
      await page.getByRole('alert').getByText('Ask an administrator for access').waitFor();
      equal(new URL(page.url()).pathname + new URL(page.url()).search, '/data/sources', 'the address, free of the code');
      await page.getByRole('button', { name: 'Sign in with your organisation' }).waitFor();
      await fits(page, 'no-access', size);
      await page.goto(`${url}/api/v1/session/oidc/callback?error=access_denied&error_description=call+0800`);
      await page.getByRole('alert').getByText('Begin it again here').waitFor();
      equal(await page.getByText('0800').count(), 0, 'words that came with the address');
    }));
}
