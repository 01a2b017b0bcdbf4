// What the Node scripts share: the environment, the story to send, and the end of a run.
import { readFileSync } from "node:fs";

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
  return value;
}

/** Reads the environment and the story, and ends the process when CLIENT_TIMEOUT seconds (60) are over. */
export function start() {
  const url = required("THROUGHLINE_URL").replace(/\/+$/, "");
  const key = required("THROUGHLINE_KEY");
  const run = required("CLIENT_RUN");
  const text = readFileSync(new URL("story.json", import.meta.url), "utf8");
  const { messages } = JSON.parse(text.replaceAll("$RUN", run));
  const seconds = Number(process.env.CLIENT_TIMEOUT ?? 60);
  setTimeout(() => fail(`not delivered within ${seconds} s`), seconds * 1000).unref();
  return { url, key, run, messages };
}

/** Prints the one line of a run that delivered everything. */
export function report(client, run, types, more = {}) {
  const sent = {};
  for (const type of types) sent[type] = (sent[type] ?? 0) + 1;
  console.log(JSON.stringify({ client, userId: `u-${run}`, ...more, sent }));
}

/** Says why nothing may be taken as delivered, and exits 1. */
export function fail(reason) {
  console.error(reason.message ?? reason);
  process.exit(1);
}
