import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONFIGURATION_DOCS, configurationDocs } from './configuration-docs.js';

it('docs/configuration.md has the variables of the services (npm run docs:configuration writes it)', async () => {
  expect(readFileSync(CONFIGURATION_DOCS, 'utf8')).toBe(await configurationDocs());
});
