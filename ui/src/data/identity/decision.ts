/** Decisions about who is who: how each is looked at first, made, and taken back. */
import { api, ask } from '../../api/client';
import type { Link, Preview } from '../../api/types';
import { identifier, words } from '../../format/names';

export type Decision = {
  title: string;
  /** What it means, in a sentence. */
  says: string;
  verb: string;
  danger: boolean;
  preview: Preview;
  /** Does it; what comes back takes it back, where that can be done. */
  make: (reason: string) => Promise<((reason: string) => Promise<unknown>) | undefined>;
};

const shown = (text: string) => {
  const { namespace, value } = identifier(text);
  return `${words(namespace)} ${value}`;
};

const decide = (id: string, joined: boolean, reason: string) =>
  ask(api.POST('/api/v1/links/{id}/decide', { params: { path: { id } }, body: { joined, reason } }));

const undo = (id: string, reason: string) => ask(api.POST('/api/v1/links/{id}/undo', { params: { path: { id } }, body: { reason } }));

const ends = (link: Link) => [shown(link.identifiers[0] ?? ''), shown(link.identifiers[1] ?? '')] as const;

/** Says that the two ends of a link are one person, or are not. */
export function deciding(link: Link, joined: boolean): Decision {
  const [a, b] = ends(link);
  return {
    title: joined ? 'They are one person' : 'They are two people',
    says: joined
      ? `${a} and ${b} are the same human, whatever else is known of them.`
      : `${a} and ${b} are different people: no event joins them again.`,
    verb: joined ? 'Join them' : 'Keep them apart',
    danger: !joined,
    preview: { decide: { link: link.id, joined } },
    make: async (reason) => {
      const before = link.state;
      await decide(link.id, joined, reason);
      // A link that held by its evidence holds again when it is joined; one that waited waits again when it is undone.
      return before === 'active' ? (why) => decide(link.id, true, why) : (why) => undo(link.id, why);
    },
  };
}

/** Undoes a link: a decision is deleted, evidence is marked apart. */
export function undoing(link: Link): Decision {
  const [a, b] = ends(link);
  const decided = link.decisions.find(({ verdict }) => verdict !== 'undecided');
  return {
    title: 'Undo this link',
    says: decided
      ? `The decision about ${a} and ${b} is deleted; the evidence counts again.`
      : `${a} and ${b} are marked apart, so that the next event does not join them again.`,
    verb: 'Undo it',
    danger: true,
    preview: { undo: link.id },
    make: async (reason) => {
      await undo(link.id, reason);
      return (why) => (decided ? decide(link.id, decided.verdict === 'joined', why) : undo(link.id, why));
    },
  };
}

export function blocking(text: string, blocked: boolean): Decision {
  const post = (to: boolean, reason: string) => ask(api.POST('/api/v1/identifiers/block', { body: { identifier: text, blocked: to, reason } }));
  return {
    title: blocked ? 'Block this identifier' : 'Use this identifier again',
    says: blocked
      ? `${shown(text)} joins nobody any more, as of a shop’s tablet or a switchboard’s number. What came with it goes to the next identifier of each interaction.`
      : `${shown(text)} counts as evidence again.`,
    verb: blocked ? 'Block it' : 'Use it again',
    danger: blocked,
    preview: { block: { identifier: text, blocked } },
    make: async (reason) => {
      await post(blocked, reason);
      return (why) => post(!blocked, why);
    },
  };
}

export function merging(a: string, b: string): Decision {
  return {
    title: 'Make two people one',
    says: 'Everything that is known of either stands on one line from now on. Each keeps their own underneath: it can be undone exactly.',
    verb: 'Make them one',
    danger: false,
    preview: { merge: { a, b } },
    make: async (reason) => {
      const { link } = await ask(api.POST('/api/v1/people/merge', { body: { a, b, reason } }));
      return (why) => undo(link, why);
    },
  };
}
