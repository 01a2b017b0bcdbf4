/** How a channel looks: six have a colour of their own, the others share one; every one has an icon and a label. */
import { words } from '../format/names';
import { icons, type IconName } from './icons';

/** Other names under which senders know the same channel. */
const SAME: Record<string, string> = {
  branch: 'store',
  call: 'phone',
  mail: 'email',
  mobile: 'app',
  post: 'letter',
  shop: 'store',
  sms: 'phone',
  voice: 'phone',
  website: 'web',
};

const COLOURED = new Set(['web', 'app', 'email', 'phone', 'chat', 'store']);

export type ChannelLook = { label: string; icon: IconName; colour: string };

export function channelLook(channel: string): ChannelLook {
  const name = SAME[channel] ?? channel;
  return {
    label: channel === '' ? 'No channel' : words(channel),
    icon: name in icons ? (name as IconName) : 'other',
    colour: COLOURED.has(name) ? `var(--channel-${name})` : 'var(--channel-other)',
  };
}
