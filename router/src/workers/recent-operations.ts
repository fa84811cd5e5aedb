import cluster, { type Worker } from 'node:cluster';
import type { ReadyMessage } from '@supergraph/service-kit/service';
import type { RecentOperation } from '../operation/warm.js';
import { askPrimary, askWorkers, tellPrimary, tellWorker, type Numbered } from './messages.js';
import { fromSent, mergeByRecency, takeUpTo, toSent, type SentOperation } from './sent-operations.js';

/** The maximum size of the operations that a new worker gets from all others, in characters of JSON. */
const MAX_SIZE = 8 * 1024 * 1024;

/**
 * How long the workers may take to name their operations, in milliseconds. The new worker does without those of a late
 * one.
 */
const ANSWER_MS = 2_000;

/** A new worker asks the primary process, which asks the workers that serve clients and passes their answers on. */
type OperationsMessage =
  | { readonly type: 'get-operations-of-others' }
  | { readonly type: 'get-operations'; readonly maxSize: number }
  | { readonly type: 'operations'; readonly operations: readonly SentOperation[] }
  | OperationsOfOthers;

interface OperationsOfOthers {
  readonly type: 'operations-of-others';
  readonly operations: readonly SentOperation[];
}

/** The operations of one worker. */
interface OwnOperations {
  recent(): readonly RecentOperation[];
  warm(recent: readonly RecentOperation[]): Promise<void>;
}

/**
 * In a worker: plans the operations that clients of the other workers asked for lately, and later tells new workers its
 * own.
 */
export async function warmFromOthers(own: OwnOperations): Promise<void> {
  if (!cluster.isWorker) return;
  process.on('message', (message: OperationsMessage & Numbered) => {
    if (message.type !== 'get-operations') return;
    const operations = takeUpTo(message.maxSize, own.recent().map(toSent));
    void tellPrimary({
      type: 'operations',
      operations,
      request: message.request,
    } satisfies OperationsMessage & Numbered);
  });
  const question = { type: 'get-operations-of-others' } satisfies OperationsMessage;
  const answer = await askPrimary<OperationsOfOthers>(question, 'operations-of-others', 2 * ANSWER_MS);
  await own.warm((answer?.operations ?? []).map(fromSent));
}

/** In the primary process: gives new workers the recent operations of those that are ready. */
export class RecentOperations {
  readonly #ready = new Set<Worker>();

  follow(worker: Worker): void {
    worker.once('disconnect', () => this.#ready.delete(worker));
    worker.on('message', ({ type }: OperationsMessage | Partial<ReadyMessage>) => {
      if (type === 'ready') this.#ready.add(worker);
      if (type === 'get-operations-of-others') void this.#answer(worker);
    });
  }

  async #answer(worker: Worker): Promise<void> {
    const others = [...this.#ready];
    // All operations are in this process and in the new worker at once, so their total size is limited.
    const question = { type: 'get-operations', maxSize: Math.floor(MAX_SIZE / others.length) } as const;
    const answers = await askWorkers<{ readonly operations: readonly SentOperation[] }>(
      others,
      question satisfies OperationsMessage,
      ANSWER_MS,
    );
    const operations = mergeByRecency(answers.map((answer) => answer.operations));
    tellWorker(worker, { type: 'operations-of-others', operations } satisfies OperationsMessage);
  }
}
