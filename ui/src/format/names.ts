/** The names of machines as people say them: `date_of_birth` is "Date of birth", `call_center.care` "Call center, care". */

/** Words that are abbreviations or names, and keep their own form. */
const OWN_FORM: Record<string, string> = {
  api: 'API',
  ces: 'CES',
  crm: 'CRM',
  csat: 'CSAT',
  email: 'e-mail',
  enps: 'eNPS',
  gbp: 'GBP',
  id: 'ID',
  ip: 'IP',
  nps: 'NPS',
  sms: 'SMS',
  url: 'URL',
};

const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A name out of snake_case, kebab-case or camelCase, as the beginning of a line. */
export function words(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ').trim();
  const said = spaced.split(/\s+/).map((word) => OWN_FORM[word.toLowerCase()] ?? (/^[A-Z0-9]+$/.test(word) ? word : word.toLowerCase()));
  return upperFirst(said.join(' '));
}

/** A touchpoint without the part that its channel's icon says already: `web.help` is "Web · help". */
export const place = (touchpoint: string): string => {
  const [first = '', ...rest] = touchpoint.split('.');
  return rest.length === 0 ? words(first) : `${words(first)} · ${rest.map((part) => words(part).toLowerCase()).join(' · ')}`;
};

/** An identifier `namespace:value` in its two halves; values may hold colons themselves. */
export function identifier(text: string): { namespace: string; value: string } {
  const colon = text.indexOf(':');
  return colon < 0 ? { namespace: '', value: text } : { namespace: text.slice(0, colon), value: text.slice(colon + 1) };
}

/** Any JSON value on one line, as people read it. */
export function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
