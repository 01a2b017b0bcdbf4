/** What connectors fetch from, in words, and the forms by which they are set. */
import type { Connector } from '../../api/types';

export type From = Connector['from'];
export type Kind = From['kind'];
export type Tls = 'tls' | 'starttls' | 'none';

export const KINDS = [
  { value: 'imap', label: 'Mailbox' },
  { value: 'feed', label: 'Feed' },
  { value: 'mastodon', label: 'Mastodon' },
] as const;

export const TLS = [
  { value: 'tls', label: 'TLS from the beginning' },
  { value: 'starttls', label: 'Begins in the clear, then STARTTLS' },
  { value: 'none', label: 'None: a server on this machine' },
] as const;

/** The fields of the form, of all kinds; what a kind does not have stays empty. */
export type Fields = {
  kind: Kind;
  host: string;
  port: string;
  tls: Tls;
  user: string;
  folder: string;
  whole: boolean;
  url: string;
  server: string;
  hashtag: string;
};

export function fieldsOf(from: From | undefined): Fields {
  const none: Fields = { kind: 'imap', host: '', port: '', tls: 'tls', user: '', folder: 'INBOX', whole: false, url: '', server: '', hashtag: '' };
  if (from === undefined) return none;
  if (from.kind === 'feed') return { ...none, kind: 'feed', url: from.url };
  if (from.kind === 'mastodon') return { ...none, kind: 'mastodon', server: from.server, hashtag: from.hashtag ?? '' };
  const { host, port, tls, user, folder, from_beginning: whole } = from;
  return { ...none, host, port: port == null ? '' : String(port), tls: tls ?? 'tls', user, folder: folder ?? 'INBOX', whole: whole ?? false };
}

export function fromOf(fields: Fields): From {
  const { kind, host, port, tls, user, folder, whole, url, server, hashtag } = fields;
  if (kind === 'feed') return { kind, url: url.trim() };
  if (kind === 'mastodon') return { kind, server: server.trim(), ...(hashtag.trim() === '' ? {} : { hashtag: hashtag.trim().replace(/^#/, '') }) };
  const asked = Number.parseInt(port, 10);
  return { kind, host: host.trim(), ...(Number.isNaN(asked) ? {} : { port: asked }), tls, user: user.trim(), folder: folder.trim() || 'INBOX', from_beginning: whole };
}

/** Where it fetches from, in a line. */
export function whereFrom(from: From): string {
  if (from.kind === 'feed') return from.url;
  if (from.kind === 'mastodon') return from.hashtag ? `#${from.hashtag} at ${from.server}` : `mentions at ${from.server}`;
  return `${from.user} at ${from.host}, ${from.folder ?? 'INBOX'}`;
}

export const kindInWords = (kind: Kind): string => KINDS.find(({ value }) => value === kind)?.label ?? kind;
