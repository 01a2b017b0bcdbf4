// How channels look: a colour of their own for six, one for all others, and always an icon and a name.

import type { IconName } from './icons'

const COLOURS: Record<string, string> = {
  web: '--web', app: '--app', email: '--email', phone: '--phone', chat: '--chat', store: '--store',
}

const ICONS: Record<string, IconName> = {
  web: 'globe', app: 'mobile', email: 'mail', phone: 'phone', chat: 'chat', store: 'shop', visit: 'van', letter: 'letter',
  payment: 'card', record: 'record', social: 'people', delivery: 'box', network: 'signal', event: 'flag', intranet: 'record',
  sms: 'mobile', video: 'chat', survey: 'flag',
}

export const channelColour = (channel: string): string => `var(${COLOURS[channel] ?? '--other'})`
export const channelIcon = (channel: string): IconName => ICONS[channel] ?? 'dot'
