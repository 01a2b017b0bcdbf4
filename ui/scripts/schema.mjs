// Makes src/api/schema.d.ts of the committed openapi.json.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../openapi.json', import.meta.url);
const TYPES = new URL('../src/api/schema.d.ts', import.meta.url);

export async function schema() {
  const tree = await openapiTS(DOCUMENT);
  return `// Generated from openapi.json by \`npm run schema\`. Do not edit.\n\n${astToString(tree)}`;
}

export const current = () => readFileSync(TYPES, 'utf8');

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(TYPES, await schema());
