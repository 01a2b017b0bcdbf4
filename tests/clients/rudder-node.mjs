// Sends the story with @rudderstack/rudder-sdk-node, exits 0 only when its callbacks confirm every message.
import Analytics from "@rudderstack/rudder-sdk-node";
import { fail, report, start } from "./common.mjs";

const { url, key, run, messages } = start();
const analytics = new Analytics(key, {
  dataPlaneUrl: url,
  logLevel: "error", // The lower levels go to standard output, where only the report belongs.
  errorHandler: () => {}, // Without one a failure is also an unhandled rejection.
});

const confirmed = messages.map(
  ({ type, ...message }) =>
    new Promise((resolve, reject) => {
      analytics[type](message, (error) => (error ? reject(error) : resolve(type)));
    }),
);
analytics.flush();
report("rudder-node", run, await Promise.all(confirmed).catch(fail));
