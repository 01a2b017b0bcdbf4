/** A journey as it is meant to be: as it is on record, as it is written down, and how two versions of it differ. */
import type { components } from '../../api/schema';
import type { By } from '../ask';
import { BYS } from '../ask';

type Schemas = components['schemas'];
export type Stage = Required<Schemas['DesignStage']>;
export type Definition = Required<Omit<Schemas['Definition'], 'stages'>> & { stages: Stage[] };
/** A version of a design that is on record. */
export type Kept = Schemas['Shown_Definition'];
export type KeptWithVersions = Schemas['ShownOfMany_Definition'];

export const nothing = (): Definition => ({ job: '', by: 'touchpoint', stages: [], start: [], good: [], bad: [] });

/** What a version says; what it leaves out is not so. */
export const definitionOf = ({ job, by = 'touchpoint', stages, start = [], good = [], bad = [] }: Schemas['Definition']): Definition => ({
  job, by, start, good, bad,
  stages: stages.map(({ name, names, optional = false, repeatable = false }) => ({ name, names, optional, repeatable })),
});

/** Stages of one name each, called like it. */
export const stagesOf = (names: readonly string[], called: (name: string) => string, repeatable = true): Stage[] =>
  names.map((name) => ({ name: called(name), names: [name], optional: false, repeatable }));

/** What is still to be said before it can be kept; nothing where all is. */
export function missing({ job, stages }: Definition): string | undefined {
  if (job.trim() === '') return 'Say what the journey is for.';
  if (stages.length === 0) return 'Add a first stage.';
  const at = stages.findIndex(({ name, names }) => name.trim() === '' || names.length === 0);
  if (at >= 0) return `Stage ${at + 1} needs ${stages[at]?.names.length === 0 ? 'a touchpoint or whatever belongs to it' : 'a name'}.`;
  return undefined;
}

const without = <T>(all: readonly T[], others: readonly T[]): T[] => all.filter((each) => !others.includes(each));
const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
const labelOf = (by: By): string => BYS.find(({ value }) => value === by)?.label.toLowerCase() ?? by;

/** How a later version differs from an earlier one, a sentence each. `called` says what an interaction is called. */
export function changes(before: Definition, after: Definition, called: (by: By, name: string) => string): string[] {
  const said: string[] = [];
  if (before.job !== after.job) said.push(`The job was “${before.job}” and is “${after.job}”.`);
  if (before.by !== after.by) said.push(`Interactions are called by their ${labelOf(after.by)}, before by their ${labelOf(before.by)}.`);
  const names = (one: readonly string[], other: readonly string[], by: By) => quoted(without(one, other).map((name) => called(by, name)));
  const differ = (what: string, old: readonly string[], now: readonly string[]) => {
    const [added, gone] = [names(now, old, after.by), names(old, now, before.by)];
    if (added !== '') said.push(`${what}: ${added} came in.`);
    if (gone !== '') said.push(`${what}: ${gone} went out.`);
  };
  const known = new Map(before.stages.map((stage) => [stage.name, stage]));
  for (const stage of before.stages) if (!after.stages.some(({ name }) => name === stage.name)) said.push(`The stage “${stage.name}” is gone.`);
  after.stages.forEach((stage, at) => {
    const old = known.get(stage.name);
    if (!old) {
      said.push(`The stage “${stage.name}” is new, ${at === 0 ? 'as the first' : `after “${after.stages[at - 1]?.name ?? ''}”`}.`);
      return;
    }
    differ(`“${stage.name}”`, old.names, stage.names);
    if (old.optional !== stage.optional) said.push(`“${stage.name}” ${stage.optional ? 'may be left out' : 'may no longer be left out'}.`);
    if (old.repeatable !== stage.repeatable) said.push(`“${stage.name}” ${stage.repeatable ? 'may repeat' : 'may no longer repeat'}.`);
  });
  const both = (one: readonly Stage[], other: readonly Stage[]) => one.map(({ name }) => name).filter((name) => other.some((each) => each.name === name));
  const order = both(after.stages, before.stages);
  if (order.join('\n') !== both(before.stages, after.stages).join('\n')) said.push(`The order is another: ${order.map((name) => `“${name}”`).join(', then ')}.`);
  differ('It begins with', before.start, after.start);
  differ('It ends well with', before.good, after.good);
  differ('It ends badly with', before.bad, after.bad);
  return said.length === 0 ? ['Nothing that is said changed.'] : said;
}

/** A way that most people go is suggested with so many steps at most. */
export const LONGEST_WAY = 12;
