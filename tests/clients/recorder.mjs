// A server that answers as Segment does and records every request: shows what a client really sends.
// Imported by harness.test.mjs; by hand: node recorder.mjs [port] prints each request as a line of JSON.
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, content-type, x-retry-count",
  "access-control-expose-headers": "retry-after",
};
const SETTINGS = /^\/v1\/projects\/([^/]+)\/settings$/;

function decode(headers, bytes) {
  const text = (headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function usual({ method, path }) {
  if (method === "OPTIONS") return { status: 204 };
  const settings = SETTINGS.exec(path);
  if (method === "GET" && settings) {
    return { status: 200, body: { integrations: { "Segment.io": { apiKey: settings[1] } } } };
  }
  if (method === "POST" && path.startsWith("/v1/")) return { status: 200, body: { success: true } };
  return { status: 404, body: { error: "no such path" } };
}

/**
 * Starts a recorder on 127.0.0.1. `answer(request, usual)` may return another reply than the usual
 * `{status, headers, body}`; a header set to undefined is left out.
 */
export async function record({ port = 0, answer = () => undefined, seen = () => {} } = {}) {
  const requests = [];
  const server = createServer(async (incoming, response) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method, url: path, headers } = incoming;
    const request = { at: Date.now(), method, path, headers, body: decode(headers, Buffer.concat(chunks)) };
    const expected = usual(request);
    const reply = answer(request, expected) ?? expected;
    request.status = reply.status;
    requests.push(request);
    seen(request);
    const all = { ...CORS, "content-type": "application/json", ...reply.headers };
    for (const [name, value] of Object.entries(all)) if (value !== undefined) response.setHeader(name, value);
    response.writeHead(reply.status).end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { url } = await record({
    port: Number(process.argv[2] ?? 0),
    seen: (request) => console.log(JSON.stringify(request)),
  });
  console.error(`recording on ${url}`);
}
