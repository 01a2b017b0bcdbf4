import { describe, expect, it } from 'vitest';
// @ts-expect-error The script is plain JavaScript, to be run without a build.
import { current, schema } from '../scripts/schema.mjs';

describe('the typed client', () => {
  it('is what the committed OpenAPI document makes', async () => {
    expect(await schema(), 'run `npm run schema`').toBe(current());
  });
});
