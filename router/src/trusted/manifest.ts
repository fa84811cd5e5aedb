import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StartError } from '@supergraph/service-kit/service';
import { getOperationAST, parse } from 'graphql';
import { z } from 'zod';

/** The registered operations of our clients. */
export interface TrustedDocuments {
  find(id: string): string | undefined;
  has(query: string): boolean;
  /** The name under which a text is registered. */
  nameOf(query: string): string | undefined;
  /** The name of the one operation in a registered text. Clients may send it or leave it out. */
  operationNameOf(query: string): string | undefined;
  /** The texts, each once. */
  texts(): Iterable<string>;
}

/** `generate-persisted-query-manifest` and `npm run codegen` write it. */
const apolloManifest = z
  .object({
    format: z.literal('apollo-persisted-query-manifest'),
    version: z.literal(1),
    operations: z.array(z.object({ id: z.string(), body: z.string(), name: z.string() })),
  })
  .transform(({ operations }) => operations);

/** Texts by id, as the Relay compiler's `persistConfig` and the client preset's `persistedDocuments` write them. */
const textsById = z
  .record(z.string(), z.string())
  .transform((texts) =>
    Object.entries(texts).map(([id, body]) => ({ id, body, name: operationNameIn(body) })),
  );

const manifestSchema = z.union([apolloManifest, textsById]);

/**
 * Reads the manifests of one or several clients. Each keeps the ids that its own tool made.
 *
 * @throws StartError when a file is missing, is no manifest, or gives an id to another text than an earlier one
 */
export async function readTrustedDocuments(paths: readonly string[]): Promise<TrustedDocuments> {
  const byId = new Map<string, string>();
  const names = new Map<string, string | undefined>();
  for (const path of paths) {
    for (const { id, body, name } of await readManifest(path)) {
      if ((byId.get(id) ?? body) !== body) {
        throw new StartError(`TRUSTED_DOCUMENTS_PATH: ${path} gives the id ${id} to another operation.`);
      }
      byId.set(id, body);
      if (!names.has(body)) names.set(body, name);
    }
  }
  const operationNames = new Map([...names.keys()].map((text) => [text, operationNameIn(text)]));
  return {
    find: (id) => byId.get(id),
    has: (query) => names.has(query),
    nameOf: (query) => names.get(query),
    operationNameOf: (query) => operationNames.get(query),
    texts: () => names.keys(),
  };
}

/** The name of the operation in a document. Undefined when there are several or none. */
function operationNameIn(text: string): string | undefined {
  try {
    return getOperationAST(parse(text))?.name?.value;
  } catch {
    // A client that asks for this text is told what is wrong with it.
    return undefined;
  }
}

async function readManifest(path: string) {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new StartError(
      `TRUSTED_DOCUMENTS_PATH: ${path} is neither an apollo-persisted-query-manifest nor an object of texts by id.`,
      error,
    );
  }
}

/** The id by which Apollo's clients name an operation. */
export function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}
