/** A person's lines under a filter, newest first, read page by page and joined with what arrives live. */
import { api, ask } from '../../api/client';
import { asFailure, type Failure, wasGivenUp } from '../../api/failure';
import type { Line } from '../../api/types';
import { type Filter, joined } from './days';

export class Lines {
  items = $state.raw<Line[]>([]);
  total = $state(0);
  loaded = $state(false);
  busy = $state(false);
  failure = $state.raw<Failure>();
  #next = $state<string>();
  #running: AbortController | undefined;
  readonly person: string;
  readonly limit: number;
  #filter: Filter = {};

  readonly more = $derived(this.#next !== undefined);

  constructor(person: string, limit: number) {
    this.person = person;
    this.limit = limit;
  }

  /** Reads the first page under a filter, in place of what is there. */
  async first(filter: Filter): Promise<void> {
    this.#filter = filter;
    await this.#read(undefined);
  }

  /** Reads the first page again and joins it, as after lines were missed. */
  async refresh(): Promise<void> {
    await this.#read(undefined, true);
  }

  async further(): Promise<void> {
    if (this.#next !== undefined && !this.busy) await this.#read(this.#next);
  }

  /** Takes in a line that has just arrived. */
  arrived(lines: readonly Line[]): void {
    const before = this.items.length;
    this.items = joined(this.items, lines);
    this.total += this.items.length - before;
  }

  async #read(cursor: string | undefined, join = cursor !== undefined): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.busy = true;
    const { channel, department, text } = this.#filter;
    const query = {
      limit: this.limit,
      ...(cursor === undefined ? {} : { cursor }),
      ...(channel === undefined ? {} : { channel }),
      ...(department === undefined ? {} : { department }),
      ...(text === undefined ? {} : { text }),
    };
    try {
      const asked = api.GET('/api/v1/people/{id}/timeline', { params: { path: { id: this.person }, query }, signal: running.signal });
      const page = await ask(asked);
      this.items = join ? joined(this.items, page.items) : page.items;
      this.total = page.total;
      if (!join || cursor !== undefined) this.#next = page.next ?? undefined;
      this.loaded = true;
      this.failure = undefined;
    } catch (error) {
      if (!wasGivenUp(error)) this.failure = asFailure(error);
    } finally {
      if (this.#running === running) this.busy = false;
    }
  }
}
