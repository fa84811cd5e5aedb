import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Server {
  readonly uri: string;
  readonly process: ChildProcess;
}

/** Starts a server in a process of its own; it ends when this one does. */
export async function startServer(script: string, args: readonly string[] = []): Promise<Server> {
  const child = fork(script, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: process.execArgv,
  });
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return { uri: `mongodb://127.0.0.1:${message.port}`, process: child };
}

export async function stopServer(server: Server): Promise<void> {
  const exited = once(server.process, 'exit');
  server.process.disconnect();
  await exited;
}
