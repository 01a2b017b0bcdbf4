/** The import that runs, if one does: it goes on while the reader looks at another page. */
import { api, ask } from '../../api/client';
import { asFailure, type Failure, wasGivenUp } from '../../api/failure';
import type { Dropped, Import } from '../../api/types';
import { session } from '../../shell/session.svelte';
import { toasts } from '../../shell/toasts.svelte';
import { isIntended } from '../live/ledger';
import { takenIn } from './take';

const ASK_EVERY = 500;
/** How long a cancelled import may take to say what was stored. */
const ANSWERS_WITHIN = 5000;
/** So many of each reason are shown. */
const FIRST = 3;

export type Job = { source: string; file: string; size: number; id: string };
/** What came of it, with the first that were dropped for each reason. */
export type Done = { job: Job; import: Import; dropped: Dropped[] };

class Importing {
  job = $state.raw<Job>();
  bytes = $state(0);
  rows = $state(0);
  cancelling = $state(false);
  #sending: AbortController | undefined;
  done = $state.raw<Done>();
  failed = $state.raw<{ job: Job; failure: Failure }>();
  /** Cancelled before the server had read what was on its way: then it does not say what was stored. */
  stopped = $state.raw<{ job: Job; rows: number }>();

  forget(): void {
    [this.done, this.failed, this.stopped] = [undefined, undefined, undefined];
  }

  async begin(source: string, file: File): Promise<void> {
    const job = { source, file: file.name, size: file.size, id: crypto.randomUUID() };
    this.forget();
    [this.job, this.bytes, this.rows, this.cancelling] = [job, 0, 0, false];
    const sending = new AbortController();
    this.#sending = sending;
    const began = Date.now();
    const asking = setInterval(() => void this.#look(job), ASK_EVERY);
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', leaving);
    try {
      const done = await takenIn(source, file, job.id, sending.signal);
      this.done = { job, import: done, dropped: await firstDropped(source, done, began) };
      toasts.done(done.cancelled ? `Cancelled after ${done.rows} rows of ${file.name}` : `${file.name} is imported`);
    } catch (error) {
      if (wasGivenUp(error)) {
        this.stopped = { job, rows: this.rows };
        return;
      }
      this.failed = { job, failure: asFailure(error) };
      toasts.failed(error);
    } finally {
      clearInterval(asking);
      removeEventListener('beforeunload', leaving);
      this.job = undefined;
    }
  }

  /** Lets it end where it is; what is stored stays. */
  async cancel(): Promise<void> {
    if (!this.job) return;
    this.cancelling = true;
    const sending = this.#sending;
    try {
      await ask(api.DELETE('/api/v1/imports/{id}', { params: { path: { id: this.job.id } } }));
      // The answer comes when all that is on its way was read; of a huge file the rest is not sent for that.
      setTimeout(() => sending?.abort(), ANSWERS_WITHIN);
    } catch (error) {
      this.cancelling = false;
      // What has ended meanwhile cannot be cancelled, and needs not be.
      if (asFailure(error).status !== 404) toasts.failed(error);
    }
  }

  async #look(job: Job): Promise<void> {
    try {
      const { bytes, rows } = await ask(api.GET('/api/v1/imports/{id}', { params: { path: { id: job.id } } }));
      if (this.job === job) [this.bytes, this.rows] = [bytes, rows];
    } catch {
      // It has not begun or has just ended: the import's own answer says what came of it.
    }
  }
}

export const importing = new Importing();

async function firstDropped(source: string, done: Import, began: number): Promise<Dropped[]> {
  if (!session.may('HandleDropped')) return [];
  const reasons = Object.keys(done.dropped).filter((reason) => !isIntended(reason));
  const pages = await Promise.all(
    reasons.map((reason) => ask(api.GET('/api/v1/dropped', { params: { query: { source, reason, limit: FIRST } } }))),
  );
  // Clocks differ a little; what was dropped an hour ago is not of this import.
  return pages.flatMap(({ items }) => items.filter(({ received_at }) => Date.parse(received_at) > began - 60_000));
}
