/** What to paste where interactions come from, for each way in. Each was seen to work with the client that it names. */

export type Snippet = {
  id: string;
  name: string;
  /** Which key it should carry: whatever runs in a page or app can be read by anybody. */
  key: 'public' | 'secret';
  /** What has to be done first. */
  first?: string;
  needsMapping?: true;
  text: (where: { origin: string; source: string; key: string }) => string;
};

const host = (origin: string): string => new URL(origin).host;
const protocol = (origin: string): string => new URL(origin).protocol.slice(0, -1);

export const snippets: readonly Snippet[] = [
  {
    id: 'browser',
    name: 'Web page',
    key: 'public',
    first: 'npm install @segment/analytics-next',
    text: ({ origin, key }) => `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  {
    writeKey: '${key}',
    cdnURL: '${origin}',
  },
  {
    integrations: {
      'Segment.io': { apiHost: '${host(origin)}/v1', protocol: '${protocol(origin)}' },
    },
  },
);
analytics.page();
analytics.identify('C-1001', { email: 'ana@example.com' });
analytics.track('Order Placed', { total: 41.5 });`,
  },
  {
    id: 'node',
    name: 'Node',
    key: 'secret',
    first: 'npm install @segment/analytics-node',
    text: ({ origin, key }) => `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: '${key}',
  host: '${origin}',
});
analytics.identify({ userId: 'C-1001', traits: { email: 'ana@example.com' } });
analytics.track({
  userId: 'C-1001',
  event: 'Order Placed',
  properties: { total: 41.5 },
});
await analytics.closeAndFlush();`,
  },
  {
    id: 'python',
    name: 'Python',
    key: 'secret',
    first: 'pip install segment-analytics-python',
    text: ({ origin, key }) => `from segment.analytics.client import Client

analytics = Client('${key}', host='${origin}')
analytics.identify('C-1001', {'email': 'ana@example.com'})
analytics.track('C-1001', 'Order Placed', {'total': 41.5})
analytics.shutdown()`,
  },
  {
    id: 'rudder',
    name: 'RudderStack',
    key: 'secret',
    first: 'npm install @rudderstack/rudder-sdk-node',
    text: ({ origin, key }) => `import Analytics from '@rudderstack/rudder-sdk-node';

const analytics = new Analytics('${key}', {
  dataPlaneUrl: '${origin}',
});
analytics.identify({ userId: 'C-1001', traits: { email: 'ana@example.com' } });
analytics.track({
  userId: 'C-1001',
  event: 'Order Placed',
  properties: { total: 41.5 },
});
analytics.flush();`,
  },
  {
    id: 'cloudevents',
    name: 'CloudEvents',
    key: 'secret',
    text: ({ origin, key }) => `curl ${origin}/v1/events \\
  -H 'Authorization: Bearer ${key}' \\
  -H 'Content-Type: application/cloudevents+json' \\
  -d '{
    "specversion": "1.0", "id": "4711", "source": "/crm", "type": "complaint.closed",
    "subject": "email:ana@example.com",
    "data": {"channel": "phone", "department": "Care", "text": "thanks"}
  }'`,
  },
  {
    id: 'webhook',
    name: 'Webhook',
    key: 'secret',
    needsMapping: true,
    text: ({ origin, source, key }) => `curl ${origin}/v1/hooks/${source} \\
  -H 'Authorization: Bearer ${key}' \\
  -d '{"order": {"no": "O-9"}, "who": "ana@example.com", "placed_at": "2026-03-01T09:30:00Z"}'`,
  },
  {
    id: 'file',
    name: 'Files',
    key: 'secret',
    text: ({ origin, source }) => `# With a key of the role admin in THROUGHLINE_KEY. --dry-run shows first what would come of it.
throughline import bills.csv --map bills.toml --source ${source} --server ${origin} --dry-run
throughline import bills.csv --map bills.toml --source ${source} --server ${origin}`,
  },
];
