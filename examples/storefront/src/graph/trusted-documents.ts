import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { DocumentNode } from 'graphql';

/**
 * Sends the id of an operation instead of its text. The router knows the operations of this shop by their ids, so a router
 * that takes nothing else (`TRUSTED_DOCUMENTS=enforce`) serves it.
 */
export function trustedDocumentsLink(): PersistedQueryLink {
  return new PersistedQueryLink({ generateHash: idOf, retry: () => false });
}

/** The generator embeds the id: see codegen.ts. */
function idOf(document: DocumentNode): string {
  const { __meta__: meta } = document as DocumentNode & { __meta__?: { hash?: string } };
  if (meta?.hash === undefined) throw new Error('The operation has no id: import it from src/generated.');
  return meta.hash;
}
