// Makes src/api/schema.d.ts of the committed openapi.json; with --check it only says whether the file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../openapi.json', import.meta.url);
const TYPES = new URL('../src/api/schema.d.ts', import.meta.url);

/**
 * What would stop the generator and matters to nobody here: a reference that leads nowhere is read as a text (path
 * parameters are), and names of operations go, because the client knows operations by their paths.
 */
function readable(value, schemas) {
  if (Array.isArray(value)) return value.map((each) => readable(each, schemas));
  if (value === null || typeof value !== 'object') return value;
  const name = typeof value.$ref === 'string' ? value.$ref.split('/').pop() : undefined;
  if (name !== undefined && !(name in schemas)) return { type: 'string' };
  const kept = Object.entries(value).filter(([key]) => key !== 'operationId');
  return Object.fromEntries(kept.map(([key, each]) => [key, readable(each, schemas)]));
}

export async function schema() {
  const document = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
  const tree = await openapiTS(readable(document, document.components.schemas));
  return `// Generated from openapi.json by \`npm run schema\`. Do not edit.\n\n${astToString(tree)}`;
}

export const current = () => readFileSync(TYPES, 'utf8');

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const made = await schema();
  if (!process.argv.includes('--check')) writeFileSync(TYPES, made);
  else if (made !== current()) {
    console.error('src/api/schema.d.ts is stale: run `npm run schema`');
    process.exit(1);
  }
}
