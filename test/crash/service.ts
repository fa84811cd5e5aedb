import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A service as a process of its own that can be killed and started again at the same place. */
export interface Service {
  /** Starts it. Resolves to whether it got ready before it died. */
  start(variables?: Readonly<Record<string, string>>): Promise<boolean>;
  /** Has it struck at a fault point; resolves when it knows. */
  arm(fault: { point: string; after?: number; action?: 'kill' | 'pause' | 'throw' }): Promise<void>;
  /** Resolves when it is dead; rejects when it is not within the time. */
  untilDead(withinMs: number): Promise<void>;
  /** Resolves when a fault point was reached at which it strikes. */
  untilStruck(point: string): Promise<void>;
  kill(): Promise<void>;
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
      const ready = untilMessage(child, ({ type }) => type === 'ready').then(() => true);
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
    async kill() {
      if (!isAlive(current())) return;
      const dead = once(current(), 'exit');
      current().kill('SIGKILL');
      await dead;
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
