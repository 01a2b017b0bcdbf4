/** Why the organisation's provider let nobody in: what the server's codes mean, and what to do. */
import { Failure } from '../api/failure';

const NOTICES: Record<string, readonly [title: string, detail: string]> = {
  'no-provider': ['No provider', 'This server knows no provider of your organisation. Sign in with a name and a password.'],
  'unusable': ['The provider does not answer', 'Try again in a minute. If it stays so, an administrator finds the reason in the server’s log.'],
  'not-begun': ['Not completed', 'The sign-in was given up, took too long, or was begun in another browser. Begin it again here.'],
  'refused': ['Not confirmed', 'The provider did not confirm who you are. Begin again; if it stays so, ask an administrator.'],
  'no-access': ['No access', 'Your organisation knows this account, but it may not use Throughline. Ask an administrator for access.'],
  'name-taken': ['The name is taken', 'A user with a password has your name here. Ask an administrator to remove that user, then sign in again.'],
};

/** What a code means. Of a code that is none of the server's nothing is said: anybody can write an address. */
export function noticeOf(code: string | null): Failure | undefined {
  const notice = code === null || !Object.hasOwn(NOTICES, code) ? undefined : NOTICES[code];
  return notice && new Failure(0, ...notice);
}
