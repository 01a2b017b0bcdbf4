/** A list that is read page by page. */
import { asFailure, type Failure, wasGivenUp } from './failure';
import type { Page } from './types';

export class Pages<T> {
  items = $state.raw<T[]>([]);
  total = $state(0);
  loaded = $state(false);
  busy = $state(false);
  failure = $state.raw<Failure>();
  #next = $state<string>();
  #running: AbortController | undefined;
  #asking: ((cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>) | undefined;

  readonly more = $derived(this.#next !== undefined);

  /** Reads the first page, in place of what is there. */
  async first(asking: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>): Promise<void> {
    this.#asking = asking;
    await this.#read(undefined);
  }

  async again(): Promise<void> {
    await this.#read(undefined);
  }

  async further(): Promise<void> {
    if (this.#next !== undefined && !this.busy) await this.#read(this.#next);
  }

  async #read(cursor: string | undefined): Promise<void> {
    if (!this.#asking) return;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.busy = true;
    try {
      const page = await this.#asking(cursor, running.signal);
      this.items = cursor === undefined ? page.items : [...this.items, ...page.items];
      this.total = page.total;
      this.#next = page.next ?? undefined;
      this.loaded = true;
      this.failure = undefined;
    } catch (error) {
      if (!wasGivenUp(error)) this.failure = asFailure(error);
    } finally {
      if (this.#running === running) this.busy = false;
    }
  }
}
