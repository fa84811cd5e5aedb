import type { Socket } from 'node:net';
import { MongoError } from '../errors.js';
import { frameReply, headroomOf, MAX_MESSAGE_BYTES, parseRequest, type Request } from './message.js';
import { encodeReply, errorReply, type Reply } from './reply.js';

export type Handler = (request: Request) => Promise<Reply> | Reply;

const HEADER_BYTES = 16;

/** The maximum of unanswered commands per connection. Beyond it, the socket is not read. */
const MAX_PENDING = 1000;

/** Splits a socket's bytes into messages and replies in their order. */
export function serveConnection(socket: Socket, handle: Handler): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let pending = 0;
  let tail: Promise<void> | undefined;

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < HEADER_BYTES) return;
    if ((chunks[0]?.length ?? 0) < HEADER_BYTES) chunks = [Buffer.concat(chunks, size)];
    const length = chunks[0]?.readInt32LE(0) ?? 0;
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) return void socket.destroy();
    if (size < length) return;
    const rest = takeMessages(chunks.length === 1 ? (chunks[0] ?? chunk) : Buffer.concat(chunks, size));
    chunks = rest.length === 0 ? [] : [rest];
    size = rest.length;
  });

  /** Answers every complete message and returns the remaining bytes. */
  function takeMessages(bytes: Buffer): Buffer {
    let rest = bytes;
    while (rest.length >= HEADER_BYTES) {
      const length = rest.readInt32LE(0);
      if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) {
        socket.destroy();
        return Buffer.alloc(0);
      }
      if (rest.length < length) break;
      accept(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    return rest;
  }

  function accept(message: Buffer): void {
    pending += 1;
    if (pending >= MAX_PENDING) socket.pause();
    const answered = answer(message);
    if (tail === undefined && !(answered instanceof Promise)) {
      send(answered);
      return;
    }
    const turn = Promise.all([answered, tail]).then(([frame]) => {
      if (tail === turn) tail = undefined;
      send(frame);
    });
    tail = turn;
  }

  function answer(message: Buffer): Promise<Buffer | undefined> | Buffer | undefined {
    let request: Request;
    try {
      request = parseRequest(message);
    } catch (error) {
      const failure = errorReply(
        error instanceof MongoError ? error : new MongoError(9, 'malformed message'),
      );
      const malformed = { id: message.readInt32LE(4), legacy: false };
      return frameReply(malformed, encodeReply(failure, headroomOf(malformed)));
    }
    const reply = attempt(() => handle(request));
    return reply instanceof Promise ? reply.catch(errorReply).then(framed) : framed(reply);

    function framed(value: Reply): Buffer | undefined {
      return request.silent ? undefined : frameReply(request, encodeReply(value, headroomOf(request)));
    }
  }

  function send(frame: Buffer | undefined): void {
    pending -= 1;
    if (pending < MAX_PENDING && socket.isPaused()) socket.resume();
    if (frame !== undefined && !socket.destroyed) socket.write(frame);
  }
}

function attempt(run: () => Promise<Reply> | Reply): Promise<Reply> | Reply {
  try {
    return run();
  } catch (error) {
    return errorReply(error);
  }
}
