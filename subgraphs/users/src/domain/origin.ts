import { isPlainText } from '@supergraph/service-kit';

/** The origin of a person's request, as far as it is known. */
export interface Origin {
  /** The client's network address. */
  readonly address: string | undefined;
  /** The client's program, as it names itself. */
  readonly client: string | undefined;
}

const MAX_LENGTH = 200;

/** The client's program for display to the account's owner; null if it is unknown or not plain text. */
export function describeClient({ client }: Origin): string | null {
  return client !== undefined && isPlainText(client, { max: MAX_LENGTH }) ? client : null;
}
