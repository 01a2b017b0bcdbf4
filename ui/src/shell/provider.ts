/** Whether people can sign in through the organisation's provider. */

/** Where a browser goes to begin. */
export const PROVIDER = '/api/v1/session/oidc';

let asked: Promise<boolean> | undefined;

/** A server with a provider sends the browser away, one without says 404; the answer itself is not followed. */
export function providerIsThere(): Promise<boolean> {
  asked ??= fetch(PROVIDER, { redirect: 'manual' }).then(
    (answer) => answer.type === 'opaqueredirect',
    () => false,
  );
  return asked;
}
