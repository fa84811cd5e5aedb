import type { DocumentNode } from 'graphql';
import type { OperationType } from './document.js';

/** A client operation that the graph knows, with the team that owns it. */
export interface RegisteredOperation {
  /** SHA-256 of `body`, in hexadecimal, which a client sends instead of the text. */
  readonly id: string;
  readonly name: string;
  readonly type: OperationType;
  /** The application: the name of the operation's folder. */
  readonly client: string;
  /** The team: the `# owner:` line of its file. */
  readonly owner: string;
  /** `as published` when the operation is no longer registered in this form. */
  readonly as?: string;
  readonly file: string;
  /** The normalised text: the operation, then the fragments it uses, sorted by name and printed uniformly. */
  readonly body: string;
  readonly document: DocumentNode;
}

/** The owner of an operation. If the operation is no longer registered in this form, its origin too. */
export function askerOf({ owner, as }: Pick<RegisteredOperation, 'owner' | 'as'>): string {
  return as === undefined ? owner : `${owner}, ${as}`;
}
