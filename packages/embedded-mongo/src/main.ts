import { parseArgs } from 'node:util';
import { startEmbeddedMongo } from './server.js';

function fail(message: string): never {
  process.stderr.write(`embedded-mongo: ${message}\n`);
  process.exit(1);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '27017' },
        host: { type: 'string' },
        socket: { type: 'string' },
        dir: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const { port: portText, host, socket, dir } = options();
if (dir === undefined) fail('--dir <directory> is needed: where the data lives');
const port = Number(portText);
if (!/^\d+$/.test(portText) || port > 65_535) fail(`--port ${portText} is not a port`);

const server = await startEmbeddedMongo({
  dir,
  port,
  ...(host === undefined ? {} : { host }),
  ...(socket === undefined ? {} : { socket }),
}).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.stop();
  process.exit(0);
}

process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());
// The parent process may have ended before this listener was registered.
if ('connected' in process && !process.connected) await stop();
process.send?.({ type: 'ready', port: server.port });
process.stdout.write(`embedded-mongo: ready at ${server.uri}, data in ${dir}\n`);
