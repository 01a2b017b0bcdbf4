/** What touchpoints, channels and departments are called, and how they look. */
import { place, words } from '../format/names';
import { channelLook } from '../kit/channels';
import type { IconName } from '../kit/icons';
import type { Kind } from './ask';

const NONE: Record<Kind, string> = {
  touchpoint: 'No touchpoint',
  channel: 'No channel',
  department: 'No department',
  team: 'No team',
  location: 'No location',
  name: 'Nothing said',
  fact: 'No fact',
};

/** A name as people read it. */
export function called(by: Kind, name: string): string {
  if (name === '') return NONE[by];
  if (by === 'touchpoint') return place(name);
  if (by === 'fact') return words(name);
  return by === 'channel' ? channelLook(name).label : name;
}

/** Channels of touchpoints that are called otherwise than their channel. */
const CHANNEL_OF: Record<string, string> = { billing: 'payment', call_center: 'phone', crm: 'record', field: 'visit', shop: 'store', survey: 'email' };

/** Six colours that stay apart, for what has no channel's colour of its own. */
const TURN = ['web', 'store', 'phone', 'app', 'chat', 'email'].map((channel) => `var(--channel-${channel})`);

export type Look = { colour: string; icon: IconName | undefined };

/** A touchpoint looks like its channel; departments and the like take colours in turn, always the same for one name. */
export function look(by: Kind, name: string): Look {
  if (name === '') return { colour: 'var(--channel-other)', icon: undefined };
  if (by === 'channel' || by === 'touchpoint') {
    const first = by === 'channel' ? name : (name.split('.')[0] ?? '');
    const { colour, icon } = channelLook(CHANNEL_OF[first] ?? first);
    return { colour, icon };
  }
  let hash = 0;
  for (const sign of name) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return { colour: TURN[hash % TURN.length] ?? 'var(--channel-other)', icon: undefined };
}
