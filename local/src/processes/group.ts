import { StartError } from '@supergraph/service-kit/start-error';
import { startChild, type Child, type Ending, type Program } from './child.js';
import { explainEnding } from './failure.js';
import { isReadyMessage, readMail, type LocalMail } from './message.js';

/** A service that runs as a process of its own. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it is gone, however it ended. */
  readonly ended: Promise<Ending>;
  /** Asks it to end (SIGTERM), and ends it (SIGKILL) when it does not within the limit. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would (SIGKILL). */
  kill(): Promise<void>;
}

/** Processes that live and end together. */
export interface ProcessGroup {
  /**
   * Starts a service.
   *
   * @returns when it says that it is ready
   * @throws StartError with the service's own reason
   */
  start(program: Program): Promise<RunningProcess>;
  /** Runs a program to its end. @throws StartError with its own reason, when it fails */
  run(program: Program): Promise<void>;
  /** Ends every process that still runs, and starts no other. */
  end(): Promise<void>;
}

/** How long a service may take until it is ready, in milliseconds. */
const READY_TIMEOUT_MS = 60_000;

/** How long a process may take to end before it is killed, in milliseconds. */
const STOP_TIMEOUT_MS = 4_000;

/**
 * @param nodeFlags flags of Node for every process
 * @param onMail is told the mail that processes hand over
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
