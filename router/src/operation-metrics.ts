import { Counter, type Registry } from 'prom-client';
import { SummedHistogram } from '@supergraph/service-kit/service';
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
  const operations = new SummedHistogram({
    name: 'router_registered_operation_seconds',
    help: 'Registered operations by id and name, all others together as `other`; `failed` when there was no data.',
    labelNames: ['id', 'name', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const count = createProgramCounter(registry);
  return ({ registered, client, failure, seconds }) => {
    const outcome = failure === undefined ? 'answered' : 'failed';
    operations.observe({ id: registered?.id ?? OTHER, name: registered?.name ?? OTHER, outcome }, seconds);
    count(client, outcome);
  };
}

/** Counts by client, and tells prom-client when metrics are read: it takes much longer to find the labels of one operation. */
function createProgramCounter(registry: Registry) {
  const open = (name: string, version: string) => ({ name, version, answered: 0, failed: 0 });
  const others = open(OTHER, OTHER);
  const known = new Map<string, typeof others>();
  const clients = new Counter({
    name: 'router_client_operations_total',
    help: 'Operations by the program that the client says it is; the first hundred of them, others as `other`.',
    labelNames: ['name', 'version', 'outcome'],
    registers: [registry],
    collect() {
      for (const program of [...known.values(), others]) {
        for (const outcome of ['answered', 'failed'] as const) {
          const { name, version, [outcome]: count } = program;
          if (count > 0) clients.inc({ name, version, outcome }, count);
          program[outcome] = 0;
        }
      }
    },
  });
  return (client: ClientProgram | undefined, outcome: 'answered' | 'failed'): void => {
    const [name, version] = [cut(client?.name), cut(client?.version)];
    const key = `${name}\0${version}`;
    let counted = known.get(key);
    if (counted === undefined && known.size < MAX_VALUES) known.set(key, (counted = open(name, version)));
    (counted ?? others)[outcome] += 1;
  };
}

function cut(text = ''): string {
  return text.slice(0, MAX_LENGTH);
}
