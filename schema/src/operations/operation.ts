import type { DocumentNode } from 'graphql';

/** A client operation that the graph knows of, and whom to talk to about it. */
export interface RegisteredOperation {
  /** SHA-256 of `body`, in hexadecimal: what a client sends instead of the text. */
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation';
  /** The application: the folder the operation is in. */
  readonly client: string;
  /** The team: the `# owner:` line of its file. */
  readonly owner: string;
  /** Says `as published` when the operation is no longer registered in this form. */
  readonly as?: string;
  readonly file: string;
  /** The normalised text: the operation, then the fragments it uses by name, printed one way. */
  readonly body: string;
  readonly document: DocumentNode;
}

/** Whom to talk to about it: the team and, if it is no longer asked like that, how it was. */
export function askerOf({ owner, as }: Pick<RegisteredOperation, 'owner' | 'as'>): string {
  return as === undefined ? owner : `${owner}, ${as}`;
}
