/** The one way to the API: typed by the OpenAPI document, with the session's CSRF token, failing with a {@link Failure}. */
import createClient from 'openapi-fetch';
import { failureOf, unreachable, wasGivenUp } from './failure';
import type { paths } from './schema';

let csrf: string | undefined;
let whenSignedOut: () => void = () => {};

/** What unsafe requests carry from now on, to show that this page makes them. */
export function useCsrf(token: string | null | undefined): void {
  csrf = token ?? undefined;
}

/** Called when the server says that the session has ended. */
export function onSignedOut(then: () => void): void {
  whenSignedOut = then;
}

export const api = createClient<paths>({ baseUrl: location.origin });

api.use({
  onRequest({ request }) {
    if (csrf !== undefined && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrf);
    return request;
  },
});

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** Waits for an answer, and throws a {@link Failure} where it is none. */
export async function ask<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch (error) {
    if (wasGivenUp(error)) throw error;
    throw unreachable();
  }
  if (answer.response.ok) return answer.data as T;
  if (answer.response.status === 401) whenSignedOut();
  throw failureOf(answer.response.status, answer.error);
}
