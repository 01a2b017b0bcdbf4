/** What to paste into a system so that it sends, for each way in; the SDKs are Segment's, unmodified. */
export type Kind = 'secret' | 'public';
export type Snippet = { name: string; text: string };

const EVENT = '{"userId": "C-1001", "event": "Router Rebooted"}';

export function snippets(origin: string, key: string, kind: Kind): Snippet[] {
  const host = new URL(origin).host;
  const browser = `import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${origin}' },
  { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${new URL(origin).protocol.replace(':', '')}' } } },
)
analytics.page()
analytics.track('Router Rebooted', { text: 'still blinking' })`;
  const node = `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${origin}' })
analytics.track({ userId: 'C-1001', event: 'Router Rebooted', properties: { text: 'still blinking' } })`;
  const python = `import segment.analytics as analytics

analytics.write_key = '${key}'
analytics.host = '${origin}'
analytics.track('C-1001', 'Router Rebooted', {'text': 'still blinking'})`;
  const curl = `curl -u '${key}:' ${origin}/v1/track \\
  -d '${EVENT}'`;
  const hook = `curl -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/cloudevents+json' \\
  ${origin}/v1/events -d '{
  "specversion": "1.0", "id": "1", "source": "/crm", "type": "complaint.closed", "subject": "email:ana@example.com",
  "data": {"channel": "phone", "text": "thanks"}}'`;
  const servers = [
    { name: 'curl', text: curl },
    { name: 'Node', text: node },
    { name: 'Python', text: python },
    { name: 'CloudEvents', text: hook },
  ];
  return kind === 'public' ? [{ name: 'Web page', text: browser }, servers[0]!] : servers;
}
