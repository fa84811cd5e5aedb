import type { Doc } from '../bson/document.js';
import type { Database } from '../database.js';
import type { Request } from '../protocol/message.js';
import type { Reply } from '../protocol/reply.js';
import type { Cursors } from './cursors.js';

/** A collection, which may not exist yet. */
export interface Target {
  readonly database: Database;
  readonly db: string;
  readonly name: string;
}

export interface Call {
  readonly database: Database;
  readonly cursors: Cursors;
  readonly connectionId: number;
  /** The name of the command, as the client wrote it. */
  readonly name: string;
  readonly db: string;
  readonly body: Doc;
  readonly request: Request;
}

export type Command = (call: Call) => Promise<Reply> | Reply;
