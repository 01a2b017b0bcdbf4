/** The beginning of a mapping for a source that has none, with guesses from the columns of a sample. */

/** Columns by the names that they often have, and the namespace that each then is. */
const WHO: readonly [RegExp, string][] = [
  [/^(e[-_ ]?)?mail([-_ ]?addr(ess)?)?$|e-?mail/i, 'email'],
  [/phone|mobile|msisdn|tel(ephone)?$/i, 'phone'],
  [/^(user|customer|client|member|cust)[-_ ]?(id|no|nr|number)?$/i, 'user_id'],
];
const WHEN = /(^|[-_ ])(time|date|timestamp|ts)$|(_|d)at$|^(when|created|occurred|started)$/i;
const WHICH = /^((event|order|message|call|ticket|bill|invoice)[-_ ]?)(id|no|nr|number|ref)$|^(id|uuid)$/i;
const SAID = /^(text|note|notes|comment|comments|message|body|description)$/i;

/** A column as an expression: a name that is no plain word is looked up in the row. */
const column = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) && name !== 'row' ? `{{ ${name} }}` : `{{ row[${JSON.stringify(name)}] }}`);

/** As TOML: in single quotes where double ones are within. */
const quoted = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);

export function starter(columns: readonly string[]): string {
  const first = (pattern: RegExp) => columns.find((name) => pattern.test(name));
  const who = WHO.flatMap(([pattern, namespace]) => {
    const name = first(pattern);
    return name === undefined ? [] : [{ namespace, name }];
  });
  const [when, which, said] = [first(WHEN), first(WHICH), first(SAID)];
  const identifiers = who.length > 0 ? who : [{ namespace: 'user_id', name: 'customer_no' }];
  return [
    '# Which parts of a row make which interactions. Every block makes at most one of each row.',
    '[[interaction]]',
    'output = "first"',
    ...(which === undefined ? [] : [`message_id = ${quoted(column(which))}`]),
    ...(when === undefined ? [] : [`time = ${quoted(column(when))}`]),
    'name = "Order Placed"',
    'channel = "web"',
    'identifiers = [',
    ...identifiers.map(({ namespace, name }) => `  { namespace = "${namespace}", value = ${quoted(column(name))} },`),
    ']',
    ...(said === undefined ? [] : [`text = ${quoted(column(said))}`]),
    'properties = ["*"]',
    '',
  ].join('\n');
}
