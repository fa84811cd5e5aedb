import { logFailure } from './log-failure.js';

/** A service that is listening. */
export interface RunningService {
  /** The URL for its clients. */
  readonly url: string;
  /** The URL of its health and metrics. */
  readonly adminUrl?: string;
  /**
   * How long it continues to answer while it stops, in milliseconds; this time is added to the time limit. Default 0.
   */
  readonly drainMs?: number;
  /** Reads files and other external state again, as at the start. Called on SIGHUP. */
  reload?(): void;
  /** Answers the requests in progress, then closes everything. Resolves when all is closed. */
  stop(): Promise<void>;
}

/** The message of a ready service to the process that started it, if that process opened an IPC channel. */
export interface ReadyMessage {
  readonly type: 'ready';
  readonly url: string;
  readonly adminUrl: string | undefined;
}

/** The maximum time to stop, in addition to the drain time: an orchestrator would kill the process soon after. */
const STOP_TIMEOUT_MS = 4_500;

/**
 * Runs a service as this process: starts it, and stops it on SIGINT, SIGTERM or the end of the process that opened its
 * IPC channel. A failed start ends the process with one line of its log on standard error and exit code 1.
 *
 * An uncaught error is logged in the same way, stops the service and ends the process with exit code 1: the state of
 * the process is unknown, and the supervisor starts another.
 */
export async function runService(name: string, start: () => Promise<RunningService>): Promise<void> {
  const stop = stopper(name);
  try {
    const service = await start();
    stop.arm(service);
    process.send?.({ type: 'ready', url: service.url, adminUrl: service.adminUrl } satisfies ReadyMessage);
  } catch (error) {
    logFailure(name, error, 'the service cannot start: correct the cause in `err` and start it again');
    process.exit(1);
  }
}

/** Handles signals from the first moment, so that one during the start is not lost. */
function stopper(name: string) {
  let service: RunningService | undefined;
  let asked = false;
  let failed = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    if (service === undefined) process.exit(0);
    stopWithin(name, service, 0);
  };
  const fail = (error: unknown) => {
    logFailure(name, error, 'an error was not caught: the process ends, and its supervisor starts another');
    // After a second error the first stop and its time limit continue.
    if (failed) return;
    failed = true;
    if (service === undefined) process.exit(1);
    asked = true;
    stopWithin(name, service, 1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  process.on('disconnect', ask);
  // The default action of SIGHUP would end the process, but operators send it to have files read again.
  process.on('SIGHUP', () => service?.reload?.());
  if (starterIsGone()) ask();
  return {
    arm(started: RunningService) {
      service = started;
    },
  };
}

/** Whether the process that opened the IPC channel ended before the listener was registered. */
export function starterIsGone(): boolean {
  return 'connected' in process && !process.connected;
}

function stopWithin(name: string, service: RunningService, code: number): void {
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS + (service.drainMs ?? 0)).unref();
  service.stop().then(
    () => process.exit(code),
    (error: unknown) => {
      logFailure(name, error, 'the service could not close everything before it ended');
      process.exit(1);
    },
  );
}
