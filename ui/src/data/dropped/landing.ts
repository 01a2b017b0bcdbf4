/** One dropped event sent through intake again, and where it came to. */
import { api, ask } from '../../api/client';
import { listen } from '../../api/stream';
import type { Dropped, LiveLine, Made, Replayed } from '../../api/types';
import { session } from '../../shell/session.svelte';
import { tried } from '../import/take';
import { mappingOf } from '../mapping/mappings';
import { asFile } from '../mapping/sample';

export type Landing = {
  replayed: Replayed;
  /** What landed, with whose it is now. */
  lines: LiveLine[];
  /** What it was dropped for again. */
  again: Dropped | undefined;
  /** By what its person is found, where the live stream did not show it. */
  identifier: string | undefined;
};

/** How long the live stream is waited for, in milliseconds. */
const OPENS_WITHIN = 1500;
const LANDS_WITHIN = 4000;

/** What today's mapping makes of it: only rows go through one. */
export async function madeOf(event: Dropped): Promise<Made[]> {
  if (event.form !== 'row') return [];
  try {
    const { file, mapping } = asFile(event.payload, await mappingOf(event.source));
    return (await tried(event.source, file, mapping)).preview?.interactions ?? [];
  } catch {
    // Whether it can be read is what the replay is about to say.
    return [];
  }
}

/** Of what arrived from its source, what came of the event: others may send at the same moment. */
export function itsOwn(arrived: readonly LiveLine[], source: string, made: readonly Made[]): LiveLine[] {
  const of = arrived.filter((line) => line.source === source);
  const exact = of.filter((line) => made.some(({ name, occurred_at }) => name === line.name && occurred_at === line.occurred_at));
  if (exact.length > 0) return exact;
  // Without a time of its own it happens when it is received.
  const named = of.filter((line) => made.some(({ name }) => name === line.name));
  return made.length > 0 ? named : of;
}

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function until(holds: () => boolean, within: number): Promise<void> {
  for (const end = Date.now() + within; !holds() && Date.now() < end; ) await wait(50);
}

/** Sends it through intake again and watches where it lands. */
export async function sentAgain(event: Dropped): Promise<Landing> {
  const made = await madeOf(event);
  const arrived: LiveLine[] = [];
  let open = false;
  const stop = session.may('SeePeople')
    ? listen(undefined, { line: (line) => arrived.push(line), missed: () => {}, state: (now) => (open = now === 'open') })
    : () => {};
  try {
    // The stream replays nothing: it must be open before.
    if (session.may('SeePeople')) await until(() => open, OPENS_WITHIN);
    const replayed = await ask(api.POST('/api/v1/dropped/replay', { body: { ids: [event.id] } }));
    if (open) await until(() => itsOwn(arrived, event.source, made).length >= replayed.stored, LANDS_WITHIN);
    return {
      replayed,
      lines: replayed.stored > 0 ? itsOwn(arrived, event.source, made).slice(0, replayed.stored) : [],
      again: replayed.dropped > 0 ? await droppedAgain(event) : undefined,
      identifier: made[0]?.identifiers?.[0],
    };
  } finally {
    stop();
  }
}

/** What is dropped again is kept again, under another id. */
async function droppedAgain(event: Dropped): Promise<Dropped | undefined> {
  const { items } = await ask(api.GET('/api/v1/dropped', { params: { query: { source: event.source, limit: 20 } } }));
  return items.find(({ payload }) => payload === event.payload);
}
