import { crc32c } from './crc32c.js';
import { decodeDocument } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import { MongoError } from '../errors.js';

export const MAX_MESSAGE_BYTES = 48_000_000;

const OP = { reply: 1, query: 2004, message: 2013 } as const;
const FLAG = { checksum: 1, moreToCome: 2 } as const;
const HEADER = 16;

/** A command as received. */
export interface Request {
  readonly id: number;
  readonly body: Doc;
  /** Documents sent beside the command (`documents`, `updates`, `deletes`), still as bytes. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** The client expects no reply. */
  readonly silent: boolean;
  /** The command came as the old OP_QUERY, which drivers use for their first message. */
  readonly legacy: boolean;
}

const malformed = (why: string): MongoError => new MongoError(9, `malformed message: ${why}`);

/** Parses one complete message, including its header. */
export function parseRequest(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === OP.message) return parseMessage(message, id);
  if (opcode === OP.query) return parseQuery(message, id);
  throw malformed(`operation ${opcode} is not supported`);
}

function parseMessage(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(HEADER);
  if ((flags & 0xffff & ~(FLAG.checksum | FLAG.moreToCome)) !== 0) throw malformed('unknown required flags');
  const hasChecksum = (flags & FLAG.checksum) !== 0;
  const end = message.length - (hasChecksum ? 4 : 0);
  if (hasChecksum && crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) {
    throw malformed('the checksum does not match');
  }
  let body: Doc | undefined;
  const sequences = new Map<string, Buffer[]>();
  let at = HEADER + 4;
  while (at < end) {
    const kind = message[at];
    const size = message.readInt32LE(at + 1);
    if (size < 5 || at + 1 + size > end) throw malformed('a section is longer than the message');
    if (kind === 0 && body === undefined) body = decodeDocument(message, at + 1);
    else if (kind === 1) readSequence(message, at + 1, at + 1 + size, sequences);
    else throw malformed('bad section');
    at += 1 + size;
  }
  if (body === undefined) throw malformed('no command');
  return { id, body, sequences, silent: (flags & FLAG.moreToCome) !== 0, legacy: false };
}

function readSequence(message: Buffer, start: number, end: number, into: Map<string, Buffer[]>): void {
  const nameEnd = message.indexOf(0, start + 4);
  if (nameEnd < 0 || nameEnd >= end) throw malformed('a document sequence has no name');
  const name = message.toString('utf8', start + 4, nameEnd);
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < end) {
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw malformed('a document is longer than its sequence');
    documents.push(message.subarray(at, at + size));
    at += size;
  }
  into.set(name, documents);
}

/** Parses an OP_QUERY. Only commands are accepted: queries of `<db>.$cmd`. */
function parseQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, HEADER + 4);
  if (nameEnd < 0) throw malformed('a query has no collection');
  const name = message.toString('utf8', HEADER + 4, nameEnd);
  if (!name.endsWith('.$cmd')) throw malformed('OP_QUERY is only supported for commands');
  const body = decodeDocument(message, nameEnd + 9);
  const command = '$query' in body ? (body.$query as Doc) : body;
  return {
    id,
    body: { ...command, $db: name.slice(0, -5) },
    sequences: new Map(),
    silent: false,
    legacy: true,
  };
}

let nextId = 1;

/** The number of bytes before the document of a reply. */
export const headroomOf = ({ legacy }: Pick<Request, 'legacy'>): number =>
  legacy ? HEADER + 20 : HEADER + 5;

/** Writes the header of the reply to a request into the bytes reserved before the document. */
export function frameReply({ id, legacy }: Pick<Request, 'id' | 'legacy'>, frame: Buffer): Buffer {
  frame.fill(0, HEADER, headroomOf({ legacy }));
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(nextId, 4);
  nextId = (nextId + 1) & 0x7fffffff;
  frame.writeInt32LE(id, 8);
  frame.writeInt32LE(legacy ? OP.reply : OP.message, 12);
  if (legacy) {
    frame.writeInt32LE(8, HEADER);
    frame.writeInt32LE(1, HEADER + 16);
  }
  return frame;
}
