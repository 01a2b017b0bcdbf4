import { describe, expect, it } from 'vitest';
import { fieldsOf, type From, fromOf, whereFrom } from '../src/data/connectors/kinds';

describe('the form of a connector', () => {
  const all: From[] = [
    { kind: 'imap', host: 'imap.example.com', port: 993, tls: 'starttls', user: 'voice', folder: 'Voice', from_beginning: true },
    { kind: 'feed', url: 'https://example.com/feed.xml' },
    { kind: 'mastodon', server: 'https://example.social', hashtag: 'halden' },
    { kind: 'mastodon', server: 'https://example.social' },
  ];

  it('says again what it was filled with', () => {
    for (const from of all) expect(fromOf(fieldsOf(from))).toEqual(from);
  });

  it('takes a hashtag with or without its sign', () => {
    expect(fromOf({ ...fieldsOf(all[3]), hashtag: '#halden' })).toEqual(all[2]);
  });

  it('is said in a line', () => {
    expect(all.map(whereFrom)).toEqual(['voice at imap.example.com, Voice', 'https://example.com/feed.xml', '#halden at https://example.social', 'mentions at https://example.social']);
  });
});
