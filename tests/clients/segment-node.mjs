// Sends the story with @segment/analytics-node, exits 0 only when its callbacks confirm every message.
import { Analytics } from "@segment/analytics-node";
import { fail, report, start } from "./common.mjs";

const { url, key, run, messages } = start();
const analytics = new Analytics({ writeKey: key, host: url });
const delivered = [];
const errors = [];
analytics.on("error", (error) => errors.push(error.reason));

for (const { type, ...message } of messages) {
  analytics[type](message, (error) => error || delivered.push(type));
}
await analytics.closeAndFlush();

if (errors.length > 0) fail(errors[0]);
if (delivered.length < messages.length) fail(`${delivered.length} of ${messages.length} delivered`);
report("segment-node", run, delivered);
