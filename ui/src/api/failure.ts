/** What failed, in the words that the reader is shown: what was wrong and what to do. */
export class Failure extends Error {
  readonly status: number;
  readonly title: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(status: number, title: string, detail: string, retryAfter?: number) {
    super(detail);
    this.status = status;
    this.title = title;
    this.retryAfter = retryAfter;
  }
}

/** Reads a problem document; whatever else came back is described by its status. */
export function failureOf(status: number, body: unknown): Failure {
  if (body !== null && typeof body === 'object' && 'detail' in body) {
    const problem = body as { title?: string; detail: string; retry_after?: number | null };
    return new Failure(status, problem.title ?? 'Not done', problem.detail, problem.retry_after ?? undefined);
  }
  const detail = status >= 500 ? 'The server failed. Try again; if it stays, its log says why.' : `The server answered ${status}.`;
  return new Failure(status, 'Not done', detail);
}

export const unreachable = (): Failure =>
  new Failure(0, 'No connection', 'The server cannot be reached. Check the connection; nothing was changed.');

/** A request that was given up because nobody waits for it any more. */
export const wasGivenUp = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

export const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure(0, 'Something went wrong', error instanceof Error ? error.message : String(error));
