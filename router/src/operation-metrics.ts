import { Counter, type Registry } from 'prom-client';
import { BatchedHistogram } from './batched-histogram.js';
import type { ClientProgram } from './context.js';

/** Values of a label beyond these are counted together: clients choose them, and each costs memory for good. */
const MAX_VALUES = 100;
const MAX_LENGTH = 64;
const OTHER = 'other';

const BUCKETS = [0.005, 0.025, 0.1, 0.5, 2.5, 10];

/** One operation that was answered. */
export interface AnsweredOperation {
  /** The id and name of a registered operation; undefined for any other. */
  readonly registered: { readonly id: string; readonly name: string } | undefined;
  readonly client: ClientProgram | undefined;
  /** The code of the error for which there is no data; undefined when there is some. */
  readonly failure: string | undefined;
  readonly seconds: number;
}

/** Rate, errors and duration by registered operation and by client. */
export function createOperationMetrics(registry: Registry): (answered: AnsweredOperation) => void {
  const operations = new BatchedHistogram({
    name: 'router_registered_operation_seconds',
    help: 'Registered operations by id and name, all others together as `other`; `failed` when there was no data.',
    labelNames: ['id', 'name', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const clients = new Counter({
    name: 'router_client_operations_total',
    help: 'Operations by the program that the client says it is; the first hundred of them, others as `other`.',
    labelNames: ['name', 'version', 'outcome'],
    registers: [registry],
  });
  const known = new Set<string>();
  const isKnown = (program: string) => {
    if (!known.has(program) && known.size < MAX_VALUES) known.add(program);
    return known.has(program);
  };
  return ({ registered, client, failure, seconds }) => {
    const outcome = failure === undefined ? 'answered' : 'failed';
    operations.observe({ id: registered?.id ?? OTHER, name: registered?.name ?? OTHER, outcome }, seconds);
    const [name, version] = [cut(client?.name), cut(client?.version)];
    const counted = isKnown(`${name}\0${version}`) ? { name, version } : { name: OTHER, version: OTHER };
    clients.inc({ ...counted, outcome });
  };
}

function cut(text = ''): string {
  return text.slice(0, MAX_LENGTH);
}
