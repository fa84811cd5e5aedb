import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StartError } from '@supergraph/service-kit';
import { z } from 'zod';

/** The registered operations of our clients. */
export interface TrustedDocuments {
  find(id: string): string | undefined;
  has(query: string): boolean;
  /** The name under which a text is registered. */
  nameOf(query: string): string | undefined;
}

const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string(), name: z.string(), type: z.string() })),
});

/** @throws StartError when the file is missing or not a manifest */
export async function readTrustedDocuments(path: string): Promise<TrustedDocuments> {
  try {
    const { operations } = manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    const byId = new Map(operations.map(({ id, body }) => [id, body]));
    const names = new Map(operations.map(({ body, name }) => [body, name]));
    return {
      find: (id) => byId.get(id),
      has: (query) => names.has(query),
      nameOf: (query) => names.get(query),
    };
  } catch (error) {
    throw new StartError(`TRUSTED_DOCUMENTS_PATH: ${path} is not an apollo-persisted-query-manifest`, error);
  }
}

/** The id by which Apollo's clients name an operation. */
export function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}
