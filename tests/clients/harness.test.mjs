// Holds every client against the recorder: what WIRE.md says was sent is sent, and a script exits 0 only
// when all was delivered. Python is taken from PYTHON, else from .venv.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { record } from "./recorder.mjs";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const VENV = `${FOLDER}.venv/bin/python`;
const PYTHON = process.env.PYTHON ?? (existsSync(VENV) ? VENV : "python3");
const KEY = "wk_harness";
const TYPES = ["page", "screen", "identify", "track", "group", "alias"];
const ONE_EACH = Object.fromEntries(TYPES.map((type) => [type, 1]));
const BASIC = `Basic ${Buffer.from(`${KEY}:`).toString("base64")}`;

const node = (script) => [process.execPath, script];
const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const PAGE_FACTS = ["category", "name", "path", "referrer", "search", "title", "url", "variant"];
const BROWSER_FACTS = ["library", "locale", "page", "timezone", "userAgent", "userAgentData"];

const SEGMENT_NODE = {
  command: node("segment-node.mjs"),
  paths: ["/v1/batch"],
  type: "application/json",
  messageId: new RegExp(`^node-next-\\d{13}-${UUID}$`),
  away: /not delivered within/,
};
const RUDDER_NODE = {
  command: node("rudder-node.mjs"),
  paths: ["/v1/batch", "/v1/batch"],
  type: "application/x-www-form-urlencoded",
  encoding: "gzip",
  messageId: new RegExp(`^${UUID}$`),
  shape({ page, identify }) {
    assert.deepEqual(identify.context.traits, identify.traits);
    assert.equal(page.channel, "server");
  },
  ownTimes: true,
  keyInBody: false,
  countsRetries: false,
  away: /ECONNREFUSED/,
};
const SEGMENT_PYTHON = {
  command: [PYTHON, "segment_python.py"],
  paths: ["/v1/batch"],
  type: "application/json",
  messageId: new RegExp(`^${UUID}$`),
  shape({ track, screen }) {
    assert.deepEqual([track.anonymousId, screen.category], [null, null]);
    assert.match(track.timestamp, /\.\d{3}\+00:00$/);
  },
  metadata: false,
  away: /not delivered within/,
};
const BROWSER = {
  command: node("segment-browser.mjs"),
  paths: ["/v1/p", "/v1/s", "/v1/i", "/v1/t", "/v1/g", "/v1/a"],
  type: "text/plain",
  messageId: new RegExp(`^ajs-next-\\d{13}-${UUID}$`),
  shape({ page, screen, alias }) {
    assert.deepEqual([page.userId, screen.userId], [null, null]);
    assert.deepEqual(Object.keys(page.properties).sort(), PAGE_FACTS);
    assert.deepEqual(Object.keys(page.context).sort(), BROWSER_FACTS);
    assert.equal(alias.anonymousId, page.anonymousId);
  },
  away: /Failed to fetch/,
  browser: true,
};
const CLIENTS = {
  "segment-node": SEGMENT_NODE,
  "rudder-node": RUDDER_NODE,
  "segment-python": SEGMENT_PYTHON,
  "segment-python, gzip": { ...SEGMENT_PYTHON, env: { CLIENT_GZIP: "1" }, encoding: "gzip" },
  "segment-browser": BROWSER,
  "segment-browser, batching": { ...BROWSER, env: { CLIENT_BATCH: "1" }, paths: ["/v1/b"] },
};

const recorders = [];
after(() => recorders.forEach((recorder) => recorder.close()));

/** Runs a client against a recorder that answers as `answer` says, to its end. */
async function run({ command: [program, ...parameters], env }, answer, more = {}) {
  const recorder = await record({ answer });
  recorders.push(recorder);
  const id = Math.random().toString(36).slice(2, 10);
  const child = spawn(program, parameters, {
    cwd: FOLDER,
    env: { ...process.env, THROUGHLINE_URL: recorder.url, THROUGHLINE_KEY: KEY, CLIENT_RUN: id, ...env, ...more },
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
  }
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const posts = recorder.requests.filter(({ method }) => method === "POST");
  return { id, code, ...output, requests: recorder.requests, posts };
}

const messagesOf = ({ body }) => body.batch ?? [body];

/** The requests that carried the message which was sent first. */
function firstMessageOf({ posts }) {
  const [{ messageId }] = messagesOf(posts[0]);
  return posts.filter((post) => messagesOf(post).some((message) => message.messageId === messageId));
}

/** An answer that gives `reply` to the first POST and the usual one to the rest. */
function firstPost(reply) {
  let first = true;
  return ({ method }) => {
    if (method !== "POST" || !first) return undefined;
    first = false;
    return reply;
  };
}

/** The run was reported as delivered, and the recorder accepted one message of each type. */
function assertDelivered({ id, code, stdout, stderr, posts }) {
  assert.equal(code, 0, stderr);
  const line = JSON.parse(stdout);
  assert.deepEqual(line.sent, ONE_EACH);
  const accepted = posts.filter(({ status }) => status === 200).flatMap(messagesOf);
  assert.deepEqual(accepted.map(({ type }) => type).sort(), [...TYPES].sort());
  assert.equal(new Set(accepted.map(({ messageId }) => messageId)).size, TYPES.length);
  const of = Object.fromEntries(accepted.map((message) => [message.type, message]));
  assert.equal(of.identify.userId, `u-${id}`);
  assert.deepEqual(of.identify.traits, { email: `u-${id}@example.com`, name: "Zoë Ångström", plan: "pro" });
  assert.equal(of.track.event, "Order Completed");
  assert.equal(of.track.properties.revenue, 129.9);
  assert.equal(of.track.properties.products[0].name, "Café press");
  assert.equal(of.group.groupId, `g-${id}`);
  assert.deepEqual([of.alias.previousId, of.alias.userId], [`old-${id}`, `u-${id}`]);
  return { line, of };
}

for (const [name, client] of Object.entries(CLIENTS)) {
  test(`${name}: paths, headers and bodies`, async () => {
    const result = await run(client);
    const { line, of } = assertDelivered(result);
    assert.deepEqual(result.posts.map(({ path }) => path), client.paths);
    for (const { headers, body } of result.posts) {
      assert.equal(headers.authorization, BASIC);
      assert.equal(headers["content-type"], client.type);
      assert.equal(headers["content-encoding"], client.encoding);
      assert.equal(headers["x-retry-count"], undefined);
      assert.equal(body.writeKey, client.keyInBody === false ? undefined : KEY);
      assert.ok(Date.parse(body.sentAt));
      if (body.batch) assert.equal(body.context, undefined);
    }
    for (const message of Object.values(of)) {
      assert.match(message.messageId, client.messageId);
      assert.ok(Date.parse(client.ownTimes ? message.originalTimestamp : message.timestamp));
      assert.equal(message.timestamp === undefined, client.ownTimes === true);
      assert.equal(message.originalTimestamp !== undefined, client.ownTimes === true);
      assert.equal("_metadata" in message, client.metadata !== false);
    }
    client.shape?.(of);
    const others = result.requests.filter(({ method }) => method !== "POST");
    const preflights = client.paths.map((path) => `OPTIONS ${path}`);
    assert.deepEqual(
      others.map(({ method, path }) => `${method} ${path}`),
      client.browser ? [`GET /v1/projects/${KEY}/settings`, ...preflights] : [],
    );
    if (!client.browser) return;
    for (const { method, headers } of result.requests) {
      assert.match(headers.origin, /^http:\/\/127\.0\.0\.1:/);
      assert.equal(headers.cookie, undefined);
      if (method === "OPTIONS") assert.equal(headers["access-control-request-headers"], "authorization");
    }
    assert.equal(of.page.anonymousId, line.anonymousId);
    assert.equal(of.identify.anonymousId, line.anonymousId);
  });

  test(`${name}: sends again after 503`, async () => {
    const result = await run(client, firstPost({ status: 503 }));
    assertDelivered(result);
    const attempts = firstMessageOf(result);
    assert.equal(attempts.length, 2);
    assert.equal(attempts[0].body.sentAt === attempts[1].body.sentAt, client.ownTimes === true);
    assert.equal(attempts[1].headers["x-retry-count"], client.countsRetries === false ? undefined : "1");
  });

  test(`${name}: waits as long as 429 says`, async () => {
    const result = await run(client, firstPost({ status: 429, headers: { "retry-after": "2" } }));
    assertDelivered(result);
    const [refused, again] = firstMessageOf(result);
    assert.ok(again.at - refused.at >= 1900, `sent again after ${again.at - refused.at} ms`);
  });

  for (const status of [400, 401, 413]) {
    test(`${name}: ${status} is final and fails the run`, async () => {
      const refuse = ({ method }) => (method === "POST" ? { status, body: { error: "refused" } } : undefined);
      const { code, stdout, posts } = await run(client, refuse);
      assert.equal(code, 1);
      assert.equal(stdout, "");
      const ids = posts.flatMap(messagesOf).map(({ messageId }) => messageId);
      assert.equal(new Set(ids).size, ids.length, "a refused message was sent again");
    });
  }

  test(`${name}: a server that is away fails the run`, async () => {
    const gone = await record();
    gone.close();
    const { code, stdout, stderr } = await run(client, undefined, { THROUGHLINE_URL: gone.url, CLIENT_TIMEOUT: "3" });
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, client.away);
  });
}

const isSettings = ({ method, path }) => method === "GET" && path.endsWith("/settings");
const settings = (body) => (request) => (isSettings(request) ? { status: 200, body } : undefined);
const without = (header, only) => (request, usual) =>
  only(request) ? { ...usual, headers: { [header]: undefined } } : undefined;
const HURRIED = { CLIENT_TIMEOUT: "4" };

test("browser settings: apiHost and protocol may come from the reply", async () => {
  const answer = (request) => {
    if (!isSettings(request)) return undefined;
    const apiHost = `${request.headers.host}/v1`;
    return { status: 200, body: { integrations: { "Segment.io": { apiKey: KEY, apiHost, protocol: "http" } } } };
  };
  assertDelivered(await run(BROWSER, answer, { CLIENT_API_HOST: "settings" }));
});

test("browser settings: without integrations the SDK does not start", async () => {
  const { code, stderr, posts } = await run(BROWSER, settings({}));
  assert.deepEqual([code, posts.length], [1, 0]);
  assert.match(stderr, /reading 'Segment\.io'/);
});

test("browser settings: without Segment.io the events leave for segment.io", async () => {
  const { code, stderr, posts } = await run(BROWSER, settings({ integrations: {} }));
  assert.deepEqual([code, posts.length], [1, 0]);
  assert.match(stderr, /a request left for https:\/\/api\.segment\.io\/v1\/p/);
});

test("browser settings: without apiKey the events carry no key", async () => {
  const { code, posts } = await run(BROWSER, settings({ integrations: { "Segment.io": {} } }));
  assert.deepEqual([code, posts.length], [0, TYPES.length]);
  for (const { headers, body } of posts) {
    assert.deepEqual([headers.authorization, body.writeKey], [undefined, undefined]);
  }
});

test("browser settings: a 404 keeps the SDK from starting", async () => {
  const missing = (request) => (isSettings(request) ? { status: 404 } : undefined);
  const { code, stderr, posts } = await run(BROWSER, missing);
  assert.deepEqual([code, posts.length], [1, 0]);
  assert.match(stderr, /settings was answered 404/);
});

const CORS_NEEDED = [
  ["access-control-allow-origin", "on the settings", isSettings],
  ["access-control-allow-origin", "on the preflight", ({ method }) => method === "OPTIONS"],
  ["access-control-allow-headers", "on the preflight", ({ method }) => method === "OPTIONS"],
  ["access-control-allow-origin", "on the event's reply", ({ method }) => method === "POST"],
];
for (const [header, where, only] of CORS_NEEDED) {
  test(`browser CORS: ${header} is needed ${where}`, async () => {
    const { code, stderr } = await run(BROWSER, without(header, only), HURRIED);
    assert.equal(code, 1);
    assert.match(stderr, /blocked by CORS policy/);
  });
}

test("browser CORS: x-retry-count must be allowed, or nothing is sent again", async () => {
  const busy = firstPost({ status: 503 });
  const answer = (request) =>
    request.method === "OPTIONS"
      ? { status: 204, headers: { "access-control-allow-headers": "authorization" } }
      : busy(request);
  const { code, stderr, requests } = await run(BROWSER, answer, HURRIED);
  assert.equal(code, 1);
  assert.match(stderr, /x-retry-count is not allowed by Access-Control-Allow-Headers/);
  assert.ok(requests.some(({ headers }) => headers["access-control-request-headers"] === "authorization,x-retry-count"));
});

test("browser CORS: retry-after is obeyed only when it is exposed", async () => {
  const headers = { "retry-after": "4", "access-control-expose-headers": undefined };
  const result = await run(BROWSER, firstPost({ status: 429, headers }));
  assertDelivered(result);
  const [refused, again] = firstMessageOf(result);
  assert.ok(again.at - refused.at < 3000, `sent again after ${again.at - refused.at} ms`);
});
