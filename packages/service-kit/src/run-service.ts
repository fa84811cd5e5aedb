import { StartError } from './start-error.js';

/** A service that listens. */
export interface RunningService {
  /** Where clients reach it. */
  readonly url: string;
  /** Where its health and metrics are. */
  readonly adminUrl?: string;
  /** How long it goes on answering once it stops, in milliseconds: its stop may take that much longer. Default 0. */
  readonly drainMs?: number;
  /** Does again what it did at its start with what is outside: files, addresses. Runs at SIGHUP. */
  reload?(): void;
  /** Answers what it has begun, then closes everything. Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

/** The message of a ready service to the process that started it, when that one opened an IPC channel. */
export interface ReadyMessage {
  readonly type: 'ready';
  readonly url: string;
  readonly adminUrl: string | undefined;
}

/** How long a stop may take beside the drain: an orchestrator would kill us a little later anyway. */
const STOP_LIMIT_MS = 4_500;

/**
 * Runs a service as this process: starts it, stops it on SIGINT, SIGTERM or the end of the process that opened our
 * IPC channel. A {@link StartError} ends the process with one line on standard error and exit code 1.
 *
 * An uncaught error is told on standard error and ends the process with exit code 1, after the service was stopped: the
 * state that it left is unknown, and the supervisor starts another process.
 */
export async function runService(name: string, start: () => Promise<RunningService>): Promise<void> {
  const stop = stopper(name);
  try {
    const service = await start();
    stop.arm(service);
    process.send?.({ type: 'ready', url: service.url, adminUrl: service.adminUrl } satisfies ReadyMessage);
  } catch (error) {
    process.stderr.write(`${name}: ${describeStartFailure(error)}\n`);
    process.exit(1);
  }
}

/** Listens for the end from the first moment, so that a signal during the start is not lost. */
function stopper(name: string) {
  let service: RunningService | undefined;
  let asked = false;
  let failed = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    if (service === undefined) process.exit(0);
    stopWithin(service, 0);
  };
  const fail = (error: unknown) => {
    process.stderr.write(`${name}: nobody caught ${describeFailure(error)}\n`);
    // A second one is no reason to stop again, and the first set the time.
    if (failed) return;
    failed = true;
    if (service === undefined) process.exit(1);
    asked = true;
    stopWithin(service, 1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  process.on('disconnect', ask);
  // Its default ends the process, and operators send it to have files read again.
  process.on('SIGHUP', () => service?.reload?.());
  if (starterIsGone()) ask();
  return {
    arm(started: RunningService) {
      service = started;
    },
  };
}

/** Whether the process that opened our IPC channel ended while we were loading, with nobody to hear it yet. */
export function starterIsGone(): boolean {
  return 'connected' in process && !process.connected;
}

function stopWithin(service: RunningService, code: number): void {
  setTimeout(() => process.exit(1), STOP_LIMIT_MS + (service.drainMs ?? 0)).unref();
  service.stop().then(
    () => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`stopping failed: ${String(error)}\n`);
      process.exit(1);
    },
  );
}

function describeStartFailure(error: unknown): string {
  return error instanceof StartError ? error.message : describeFailure(error);
}

function describeFailure(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
