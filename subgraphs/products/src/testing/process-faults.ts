import type { Faults } from '../domain/faults.js';

/** What happens at a fault point: the process dies, stops until SIGCONT, or the effect fails. */
type FaultAction = 'kill' | 'pause' | 'throw';

/** A fault to come: at the `nth` passing of `point`. */
interface Fault {
  readonly point: string;
  readonly nth: number;
  readonly action: FaultAction;
}

const actions: Readonly<Record<FaultAction, () => void>> = {
  kill: () => process.kill(process.pid, 'SIGKILL'),
  pause: () => process.kill(process.pid, 'SIGSTOP'),
  throw: () => {
    throw new Error('a test wanted this to fail');
  },
};

/**
 * Faults of a whole process: from `FAULT_POINT`, written `point`, `point#nth` or `point#nth:action`, and from IPC
 * messages `{ type: 'fault', point, nth?, action? }`; `{ type: 'fault', point: null }` takes a pending one back. Each
 * fault strikes once. Before it does, `{ type: 'fault-reached', point }` goes to the parent. The first passing is 1,
 * the action `kill` unless told otherwise.
 */
export function processFaults(text: string | undefined): Faults {
  let pending = parseFault(text);
  let passed = 0;
  process.on('message', (message: unknown) => {
    const told = readMessage(message);
    if (told === undefined) return;
    pending = told.fault;
    passed = 0;
    process.send?.({ type: 'fault-armed', point: pending?.point ?? null });
  });
  return async (point) => {
    if (pending?.point !== point) return;
    passed += 1;
    if (passed < pending.nth) return;
    const { action } = pending;
    pending = undefined;
    await tell(point);
    actions[action]();
  };
}

function parseFault(text: string | undefined): Fault | undefined {
  const [, point, nth = '1', action = 'kill'] =
    /^([\w.]+)(?:#(\d+))?(?::(kill|pause|throw))?$/.exec(text ?? '') ?? [];
  return point === undefined ? undefined : { point, nth: Number(nth), action: action as FaultAction };
}

function readMessage(message: unknown): { fault: Fault | undefined } | undefined {
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'fault')
    return undefined;
  const { point, nth, action } = message as { point?: unknown; nth?: unknown; action?: unknown };
  if (typeof point !== 'string') return { fault: undefined };
  return {
    fault: {
      point,
      nth: typeof nth === 'number' ? nth : 1,
      action: action === 'pause' || action === 'throw' ? action : 'kill',
    },
  };
}

/** The parent must have the message before the process is no more. */
function tell(point: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send({ type: 'fault-reached', point }, () => resolve());
  });
}
