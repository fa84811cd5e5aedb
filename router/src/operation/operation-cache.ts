import { LRUCache } from 'lru-cache';
import type { Answer } from './answer.js';
import { PreparedOperation } from './prepared-operation.js';

/** A prepared operation, or the answer to an invalid one. */
export type Prepared = PreparedOperation | Answer;

/** The limit of cached operations, whatever their size. */
const MAX_OPERATIONS = 500;
const DEFAULT_WEIGHT = 64 * 1024 * 1024;
/** The size of a cached refusal's own objects, in bytes. */
const VERDICT_WEIGHT = 1_000;

/** An operation that was asked for. */
export interface AskedOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly operation: PreparedOperation;
}

/** Called for each lookup, for metrics. */
export type LookupObserver = (outcome: 'found' | 'missing') => void;

/** Prepared operations by document text and operation name, the least recently used dropped first. */
export class OperationCache {
  readonly #kept: LRUCache<string, Prepared>;
  readonly #keys = new WeakMap<PreparedOperation, string>();

  readonly #observe: LookupObserver | undefined;

  /** @param maxWeight the approximate memory limit of all of them, in bytes */
  constructor(maxWeight = DEFAULT_WEIGHT, observe?: LookupObserver) {
    this.#observe = observe;
    this.#kept = new LRUCache<string, Prepared>({
      max: MAX_OPERATIONS,
      maxSize: maxWeight,
      sizeCalculation: (prepared, key) => 2 * key.length + weigh(prepared),
    });
  }

  /** In bytes. */
  get weight(): number {
    return this.#kept.calculatedSize;
  }

  find(text: string, operationName: string | undefined): Prepared | undefined {
    const kept = this.#kept.get(keyOf(text, operationName));
    this.#observe?.(kept === undefined ? 'missing' : 'found');
    return kept;
  }

  /** @returns valid operations, the most recently asked for first */
  recent(max: number): AskedOperation[] {
    const asked: AskedOperation[] = [];
    for (const [key, operation] of this.#kept.entries()) {
      if (asked.length >= max) break;
      if (!(operation instanceof PreparedOperation)) continue;
      const end = key.indexOf(SEPARATOR);
      const name = key.slice(0, end);
      asked.push({ text: key.slice(end + 1), operationName: name === '' ? undefined : name, operation });
    }
    return asked;
  }

  keep(text: string, operationName: string | undefined, prepared: Prepared): void {
    const key = keyOf(text, operationName);
    this.#kept.set(key, prepared);
    if (prepared instanceof PreparedOperation) this.#keys.set(prepared, key);
  }

  /** Updates the weight of an operation, which may have been dropped meanwhile. */
  reweigh(operation: PreparedOperation): void {
    const key = this.#keys.get(operation);
    if (key === undefined || this.#kept.peek(key) !== operation) return;
    // Setting an unchanged value would keep its old size.
    this.#kept.delete(key);
    this.#kept.set(key, operation);
  }
}

/** A GraphQL name. No operation has another one. */
const NAME = /^[A-Za-z_]\w*$/;

/** No name has it, so that no name and text can be taken for others. */
const SEPARATOR = '\0';

function keyOf(text: string, operationName: string | undefined): string {
  const isName = operationName === undefined || NAME.test(operationName);
  return (isName ? (operationName ?? '') : '?') + SEPARATOR + text;
}

function weigh(prepared: Prepared): number {
  return prepared instanceof PreparedOperation ? prepared.weight : VERDICT_WEIGHT + prepared.body.length;
}
