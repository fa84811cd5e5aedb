import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Long } from 'bson';
import { hello } from '../src/commands/handshake.js';
import type { Call } from '../src/commands/context.js';
import { decodeDocument } from '../src/bson/decode.js';
import { serveConnection } from '../src/protocol/connection.js';
import { CursorReply, type Reply } from '../src/protocol/reply.js';

/*
 * The same protocol with nothing behind it: every command is parsed, and answered with documents it was
 * given at the start. What a round trip costs before a database does anything.
 */

let page: Buffer[] = [];
process.on('message', (message: { page: string[] }) => {
  page = message.page.map((document) => Buffer.from(document, 'base64'));
  process.send?.({ type: 'loaded' });
});
process.on('disconnect', () => process.exit(0));

function answer(body: Record<string, unknown>): Reply {
  const name = Object.keys(body)[0] ?? '';
  switch (name) {
    case 'find': {
      const documents = body.limit === 20 ? page.slice(0, 20) : page.slice(0, 1);
      return new CursorReply(Long.ZERO, 'bench.items', documents, 'firstBatch');
    }
    case 'findAndModify':
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: decodeDocument(page[0] ?? Buffer.alloc(0)),
        ok: 1,
      };
    case 'insert':
      return { n: 1, ok: 1 };
    case 'hello':
    case 'ismaster':
      return hello({ name, body, connectionId: 1 } as unknown as Call) as Reply;
    default:
      return { ok: 1 };
  }
}

const server = createServer((socket) => serveConnection(socket, ({ body }) => answer(body)));
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
});
