import { z } from 'zod';
import type { Faults } from './faults.js';

/** The fault at a fault point: the process dies, stops until SIGCONT, or the effect fails. */
const faultActions = ['kill', 'pause', 'throw'] as const;

const messageSchema = z.object({
  type: z.literal('fault'),
  /** Null cancels a fault that has not happened yet. */
  point: z.string().nullable(),
  /** How many times the fault point is passed before the fault happens. */
  after: z.number().default(0),
  action: z.enum(faultActions).default('kill'),
});

/** The variables of a process with faults: `FAULT_POINT`, and the fault's kind and time. */
export const faultVariables = z.object({
  FAULT_POINT: z.string().optional(),
  FAULT_AFTER: z.coerce.number().default(0),
  FAULT_ACTION: z.enum(faultActions).default('kill'),
});

/** The faults that the variables describe, and those that the parent sends. */
export function readFaults(config: z.infer<typeof faultVariables>): Faults<string> {
  const { FAULT_POINT: point, FAULT_AFTER: after, FAULT_ACTION: action } = config;
  return createProcessFaults(point === undefined ? undefined : { point, after, action });
}

interface Fault {
  readonly point: string;
  readonly after: number;
  readonly action: (typeof faultActions)[number];
}

/**
 * The faults of this process: the one from the variables, and those that the parent sends as IPC messages
 * `{ type: 'fault', point, after?, action? }`, answered with `{ type: 'fault-armed', point }`. Each happens once. Just
 * before a fault happens, the parent receives `{ type: 'fault-reached', point }`.
 */
function createProcessFaults(first: Fault | undefined): Faults<string> {
  let pending = first;
  let passed = 0;
  process.on('message', (message) => {
    const { success, data } = messageSchema.safeParse(message);
    if (!success) return;
    pending = data.point === null ? undefined : { ...data, point: data.point };
    passed = 0;
    process.send?.({ type: 'fault-armed', point: data.point });
  });
  return async (point) => {
    if (pending?.point !== point) return;
    passed += 1;
    if (passed <= pending.after) return;
    const { action } = pending;
    pending = undefined;
    await tellParent(point);
    strike(action);
  };
}

function strike(action: Fault['action']): void {
  if (action === 'throw') throw new Error('a test wants this to fail');
  process.kill(process.pid, action === 'kill' ? 'SIGKILL' : 'SIGSTOP');
}

/** The message must be sent before the process dies. */
function tellParent(point: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send({ type: 'fault-reached', point }, undefined, undefined, () => resolve());
  });
}
