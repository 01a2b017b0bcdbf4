/** What is written and not saved yet: it stays in this tab of the browser, wherever one goes, until it is saved or discarded. */
import { session } from '../../shell/session.svelte';
import { nothing, type Survey } from './survey';

export type Draft = {
  /** The name that the survey has or will have. */
  name: string;
  /** The version that is changed; 0 of a new one. */
  base: number;
  survey: Survey;
};

/** New surveys have no name yet: their drafts are called by what no survey can be. */
const NEW = '~';

export const isNew = (key: string): boolean => key.startsWith(NEW);

class Drafts {
  /** Everything that somebody writes, by the survey's name, or `~1`. */
  all = $state.raw<Readonly<Record<string, Draft>>>({});
  #of: string | undefined;

  /** Another who signs in in this tab has drafts of their own. */
  get #place(): string {
    return `throughline.surveys.${session.name}`;
  }

  /** Reads what was written before the page was loaded. */
  read(): void {
    if (this.#of === this.#place) return;
    this.#of = this.#place;
    try {
      this.all = JSON.parse(sessionStorage.getItem(this.#place) ?? '{}') as Record<string, Draft>;
    } catch {
      // What cannot be read is none of ours.
      this.all = {};
    }
  }

  #set(all: Record<string, Draft>): void {
    this.all = all;
    sessionStorage.setItem(this.#place, JSON.stringify(all));
  }

  keep(key: string, draft: Draft): void {
    this.#set({ ...this.all, [key]: draft });
  }

  drop(key: string): void {
    this.#set(Object.fromEntries(Object.entries(this.all).filter(([each]) => each !== key)));
  }

  /** Begins a new survey, and says by which key it is found. */
  begin(name = '', survey: Survey = nothing()): string {
    let number = 1;
    while (this.all[`${NEW}${number}`]) number += 1;
    const key = `${NEW}${number}`;
    this.keep(key, { name, base: 0, survey });
    return key;
  }
}

export const drafts = new Drafts();
