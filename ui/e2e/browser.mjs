// A headless Chromium as a new user has it, signed in to a server, with everything that it complains about kept.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a browser, gives it to `use`, and closes it whatever happens. */
export async function withBrowser(use, flags = []) {
  const directory = mkdtempSync(join(tmpdir(), 'throughline-ui-'));
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launchPersistentContext(directory, { executablePath, headless: true, args: [...FLAGS, ...flags], ignoreHTTPSErrors: true });
  try {
    return await use(browser);
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A page that keeps what went wrong in it: errors, refused resources, requests to anybody else. */
export async function openPage(browser, url) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // Chromium complains of every refusal; those of the API (nobody signed in, not found, not allowed) are its answers.
    const answer = /status of 4\d\d/.test(message.text()) && /\/api\/v1\/|\/metrics$/.test(message.location().url);
    if (!answer) complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(`another origin: ${request.url()}`);
  });
  // What the policy refuses is said in words, whatever becomes of it on the console.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      console.error(`refused by the policy: ${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.setDefaultTimeout(10_000);
  return { page, complaints };
}

export async function signIn(page, url, user, password, isIn = (page) => page.getByRole('navigation', { name: 'Pages' }).waitFor()) {
  await page.goto(`${url}/`);
  await page.getByLabel('Name').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await isIn(page);
}
