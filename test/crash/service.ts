import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A service in a process of its own, which can be killed and started again on the same port. */
export interface Service {
  /** Starts the service. Resolves to false when it died before it was ready. */
  start(variables?: Readonly<Record<string, string>>): Promise<boolean>;
  /** Sets a fault point in the process. Resolves when the process has confirmed it. */
  arm(fault: { point: string; after?: number; action?: 'kill' | 'pause' | 'throw' }): Promise<void>;
  /** Resolves when the process is dead; rejects when it is still alive after this time. */
  untilDead(withinMs: number): Promise<void>;
  /** Resolves when the process has reached a fault point that was set. */
  untilStruck(point: string): Promise<void>;
  kill(): Promise<void>;
  /** Ends the process as an orchestrator does, and resolves when it has answered its requests. */
  stop(): Promise<void>;
  /** The URL of health and metrics of the process that was started last. */
  readonly adminUrl: string;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  readonly alive: boolean;
}

interface Options {
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export function createService({ entry, env, args = [] }: Options): Service {
  let child: ChildProcess | undefined;
  let adminUrl = '';

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!isAlive(current())) return;
    const dead = once(current(), 'exit');
    current().kill(signal);
    await dead;
  }

  function current(): ChildProcess {
    if (child === undefined) throw new Error(`${entry} was never started`);
    return child;
  }

  return {
    async start(variables = {}) {
      child = fork(entry, args, {
        env: { ...process.env, ...env, ...variables },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const ready = untilMessage(child, ({ type, adminUrl: url }) => {
        if (type === 'ready') adminUrl = String(url);
        return type === 'ready';
      }).then(() => true);
      return Promise.race([ready, once(child, 'exit').then(() => false)]);
    },
    async arm(fault) {
      const armed = untilMessage(
        current(),
        ({ type, point }) => type === 'fault-armed' && point === fault.point,
      );
      current().send({ type: 'fault', ...fault });
      await armed;
    },
    async untilDead(withinMs) {
      if (!isAlive(current())) return;
      await once(current(), 'exit', { signal: AbortSignal.timeout(withinMs) });
    },
    untilStruck: (point) =>
      untilMessage(current(), (message) => message.type === 'fault-reached' && message.point === point),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    get adminUrl() {
      return adminUrl;
    },
    signal: (signal) => current().kill(signal),
    get alive() {
      return child !== undefined && isAlive(child);
    },
  };
}

interface Message {
  readonly type?: unknown;
  readonly point?: unknown;
  readonly adminUrl?: unknown;
}

function untilMessage(child: ChildProcess, wanted: (message: Message) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      if (typeof message !== 'object' || message === null || !wanted(message)) return;
      child.off('message', listen);
      resolve();
    };
    child.on('message', listen);
  });
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
