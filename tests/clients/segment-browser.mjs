// Sends the story with @segment/analytics-next's own browser bundle in headless Chromium, from a page of
// another origin than the server's; exits 0 only when the SDK and the network agree that all arrived.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { fail, report, start } from "./common.mjs";

// Client errors that the SDK tries again; it drops the message on any other, when batching without a word.
const RETRIED = [408, 410, 429, 460];

const { url, key, run, messages } = start();
const server = new URL(url);
const options = {};
if (process.env.CLIENT_API_HOST !== "settings") {
  options.apiHost = `${server.host}${server.pathname.replace(/\/$/, "")}/v1`;
  options.protocol = server.protocol.slice(0, -1);
}
if (process.env.CLIENT_BATCH === "1") {
  options.deliveryStrategy = { strategy: "batching", config: { timeout: 500 } };
}
const bundle = readFileSync(createRequire(import.meta.url).resolve("@segment/analytics-next/dist/umd/index.js"));

const HTML = '<!doctype html><meta charset="utf-8"><title>Shop</title><script src="/analytics.js"></script>';

// Runs in the page.
async function sendStory({ key, cdnURL, options, messages }) {
  const [analytics] = await AnalyticsNext.AnalyticsBrowser.load(
    { writeKey: key, cdnURL },
    { integrations: { "Segment.io": options } },
  );
  const send = {
    page: (m) => analytics.page(m.category, m.name, m.properties),
    screen: (m) => analytics.screen(m.category, m.name, m.properties),
    identify: (m) => analytics.identify(m.userId, m.traits),
    track: (m) => analytics.track(m.event, m.properties),
    group: (m) => analytics.group(m.groupId, m.traits),
    alias: (m) => analytics.alias(m.userId, m.previousId),
  };
  const sent = [];
  for (const message of messages) {
    const context = await send[message.type](message);
    const failure = context.failedDelivery();
    if (failure) throw new Error(`${message.type}: ${failure.reason}`);
    sent.push({ type: context.event.type, messageId: context.event.messageId });
  }
  return { anonymousId: analytics.user().anonymousId(), sent };
}

const pages = createServer((request, response) => {
  const script = request.url === "/analytics.js";
  response.setHeader("content-type", script ? "text/javascript" : "text/html");
  response.end(script ? bundle : HTML);
});
await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));

// No request interception here: with it Playwright answers CORS preflights itself, and they must reach the
// server. So names are kept from resolving instead, and a request to anywhere else fails the run.
const temporary = mkdtempSync(join(tmpdir(), "throughline-browser-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  env: { ...process.env, TMPDIR: temporary },
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE ${server.hostname}`,
  ],
});

// Registered after the launch, so that it runs after Playwright's own handler has ended the browser.
process.on("exit", () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));

const acknowledged = new Set();
const page = await browser.newPage();
page.on("console", (message) => message.type() === "error" && console.error(message.text()));
page.on("request", (request) => {
  const { hostname } = new URL(request.url());
  if (hostname !== "127.0.0.1" && hostname !== server.hostname) fail(`a request left for ${request.url()}`);
});
page.on("response", (response) => {
  const request = response.request();
  const status = response.status();
  if (status >= 400 && status < 500 && !RETRIED.includes(status)) fail(`${request.url()} was answered ${status}`);
  if (request.method() !== "POST" || !response.ok()) return;
  const body = request.postDataJSON();
  for (const { messageId } of body.batch ?? [body]) acknowledged.add(messageId);
});

try {
  await page.goto(`http://127.0.0.1:${pages.address().port}/`);
  const { anonymousId, sent } = await page.evaluate(sendStory, { key, cdnURL: url, options, messages });
  // A message that has to be retried, or waits for its batch, is delivered after its call has returned.
  while (sent.some(({ messageId }) => !acknowledged.has(messageId))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  report("segment-browser", run, sent.map(({ type }) => type), { anonymousId });
} catch (error) {
  fail(error);
}
await browser.close();
pages.close();
