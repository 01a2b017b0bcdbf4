// Fails where the types of the API are not those of openapi.json.
import { readFileSync } from 'node:fs'
import openapi, { astToString } from 'openapi-typescript'

const kept = readFileSync(new URL('../src/api/schema.d.ts', import.meta.url), 'utf8')
const made = astToString(await openapi(new URL('../openapi.json', import.meta.url)))
if (!kept.endsWith(made)) {
  console.error('ui/src/api/schema.d.ts is stale: `just api` makes it anew')
  process.exit(1)
}
