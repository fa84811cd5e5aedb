import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { DocumentNode } from 'graphql';

/**
 * Sends the id of an operation instead of its text. All operations of this shop are registered at the router, also
 * where it accepts no others (`TRUSTED_DOCUMENTS=enforce`).
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
