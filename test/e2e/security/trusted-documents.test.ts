import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedSupergraph } from '../support/supergraph.js';
import { expectRefused, post, watchCanary } from './support/attack.js';

const manifest = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../schema/operations/manifest.json'), 'utf8'),
) as { operations: { id: string; name: string; type: string }[] };

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});
watchCanary(() => url);

const send = (parameters: object) => post(url, JSON.stringify(parameters));

describe('a registered operation', () => {
  it.each(manifest.operations)('$name is run by its id, within all limits', async ({ id, type }) => {
    for (const parameters of [
      { documentId: id },
      { extensions: { persistedQuery: { version: 1, sha256Hash: id } } },
    ]) {
      const { codes, status } = await send(parameters);
      // A query or mutation may fail only for a missing variable or a missing caller. A subscription needs a stream.
      const expected =
        type === 'subscription' ? ['BAD_REQUEST'] : ['BAD_USER_INPUT', 'UNAUTHORIZED_FIELD_OR_TYPE'];
      expect(codes.filter((code) => !expected.includes(String(code)))).toEqual([]);
      expect(status).toBeLessThan(500);
    }
  });

  it.each(['x', '', '../manifest', '__proto__', 'constructor', 'a'.repeat(10_000)])(
    'is not what id %s names',
    async (documentId) => {
      const outcome = await send({ documentId });
      expectRefused(outcome, [200]);
      expect(outcome.codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    },
  );

  it('cannot be replaced: an id of another query is refused', async () => {
    const [operation] = manifest.operations;
    const sha256Hash = operation?.id;
    expectRefused(
      await send({ query: '{ me { email } }', extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    );
  });
});
