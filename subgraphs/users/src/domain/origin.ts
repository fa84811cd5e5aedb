import { isPlainText } from '@supergraph/service-kit';

/** Where a request of a person comes from, as far as it is known. */
export interface Origin {
  /** The client's network address. */
  readonly address: string | undefined;
  /** The program that the client says it is. */
  readonly client: string | undefined;
}

const MAX_LENGTH = 200;

/** The client's program as it is shown to the account's owner; null when it said nothing that can be shown. */
export function describeClient({ client }: Origin): string | null {
  return client !== undefined && isPlainText(client, { max: MAX_LENGTH }) ? client : null;
}
