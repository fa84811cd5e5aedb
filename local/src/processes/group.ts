import { StartError } from '@supergraph/service-kit/start-error';
import { startChild, type Child, type Ending, type Program } from './child.js';
import { explainEnding } from './failure.js';
import { isReadyMessage, readMail, type LocalMail } from './message.js';

/** A service that runs in a process of its own. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when the process has ended, normally or not. */
  readonly ended: Promise<Ending>;
  /** Sends SIGTERM, and SIGKILL when the process does not end within the limit. */
  stop(): Promise<void>;
  /** Kills the process (SIGKILL), as a crash would. */
  kill(): Promise<void>;
}

/** A group of processes that are stopped together. */
export interface ProcessGroup {
  /**
   * Starts a service.
   *
   * @returns when the service reports that it is ready
   * @throws StartError with the reason that the service printed
   */
  start(program: Program): Promise<RunningProcess>;
  /** Runs a program until it ends. @throws StartError with the reason that it printed, when it fails */
  run(program: Program): Promise<void>;
  /** Stops all running processes. No process can be started after that. */
  end(): Promise<void>;
}

/** The maximum time until a service is ready, in milliseconds. */
const READY_TIMEOUT_MS = 180_000;

/** The time a process has to end after SIGTERM before it is killed, in milliseconds. */
const STOP_TIMEOUT_MS = 4_000;

/**
 * @param nodeFlags Node's command-line flags for every process
 * @param onMail receives the mail that processes send over their IPC channels
 */
export function createProcessGroup(
  nodeFlags: readonly string[] = [],
  onMail: (mail: LocalMail) => void = () => undefined,
): ProcessGroup {
  const running = new Set<Child>();
  let over = false;
  const begin = (program: Program): Child => {
    if (over) throw new StartError('stopped while starting');
    const child = startChild(program, nodeFlags);
    running.add(child);
    child.process.on('message', (message) => {
      const mail = readMail(message);
      if (mail !== undefined) onMail(mail);
    });
    void child.ended.then(() => running.delete(child));
    return child;
  };
  return {
    async start(program) {
      const child = begin(program);
      await untilReady(program, child);
      return toRunningProcess(program.name, child);
    },
    async run(program) {
      const child = begin(program);
      const ending = await child.ended;
      if (ending.code !== 0) throw await explainEnding(program, child, ending);
    },
    async end() {
      over = true;
      await Promise.all([...running].map(stopChild));
    },
  };
}

async function untilReady(program: Program, child: Child): Promise<void> {
  const { promise: timeUp, cancel } = limit(READY_TIMEOUT_MS);
  try {
    const outcome = await Promise.race([firstReady(child), child.ended, timeUp]);
    if (outcome === 'time up') {
      child.process.kill('SIGKILL');
      throw new StartError(`${program.name} did not get ready: see ${program.logFile}`);
    }
    if (outcome !== 'ready') throw await explainEnding(program, child, outcome);
  } finally {
    cancel();
  }
}

function firstReady(child: Child): Promise<'ready'> {
  return new Promise((resolve) => {
    child.process.on('message', (message) => {
      if (isReadyMessage(message)) resolve('ready');
    });
  });
}

function toRunningProcess(name: string, child: Child): RunningProcess {
  return {
    name,
    pid: child.process.pid ?? 0,
    ended: child.ended,
    stop: () => stopChild(child),
    async kill() {
      child.process.kill('SIGKILL');
      await child.ended;
    },
  };
}

async function stopChild(child: Child): Promise<void> {
  child.process.kill('SIGTERM');
  const { promise: timeUp, cancel } = limit(STOP_TIMEOUT_MS);
  const outcome = await Promise.race([child.ended, timeUp]);
  cancel();
  if (outcome !== 'time up') return;
  child.process.kill('SIGKILL');
  await child.ended;
}

function limit(milliseconds: number) {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<'time up'>((resolve) => {
    timer = setTimeout(() => resolve('time up'), milliseconds);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
