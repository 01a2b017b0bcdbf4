/** Something that is loaded, and loaded again: what came last stays while the next is on its way. */
import { asFailure, type Failure, wasGivenUp } from './failure';

export class Loaded<T> {
  value = $state.raw<T>();
  failure = $state.raw<Failure>();
  busy = $state(false);
  #running: AbortController | undefined;

  /** Asks, and gives up what was asked before: only the last answer counts. */
  async run(asking: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.busy = true;
    try {
      const value = await asking(running.signal);
      if (this.#running !== running) return;
      this.value = value;
      this.failure = undefined;
    } catch (error) {
      if (this.#running !== running || wasGivenUp(error)) return;
      this.failure = asFailure(error);
    } finally {
      if (this.#running === running) this.busy = false;
    }
  }

  /** Forgets what was loaded, and what is on its way. */
  clear(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.value = undefined;
    this.failure = undefined;
    this.busy = false;
  }
}
