// Small helpers of the steps: asking the API as the page does, and comparing.

/** Calls the API with the page's session; gives status and text. */
export const ask = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf };
      const answer = await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, body],
  );

export const json = async (page, method, path, body) => {
  const { status, text } = await ask(page, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return JSON.parse(text);
};

export function equal(is, should, what) {
  if (JSON.stringify(is) !== JSON.stringify(should)) throw new Error(`${what}: is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`);
}

export function holds(condition, what) {
  if (!condition) throw new Error(what);
}

/** A write key of a source, and a way to send with it. */
export async function source(page, url, name) {
  const { key } = await json(page, 'POST', '/api/v1/keys', { name: `${name} ${Date.now()}`, source: name, kind: 'secret' });
  return async (events) => {
    const answer = await fetch(`${url}/v1/batch`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ batch: events }),
    });
    if (!answer.ok) throw new Error(`sending: ${answer.status} ${await answer.text()}`);
  };
}
