import type { RequestContext } from '../../context.js';
import { isRecord } from '../faults.js';
import type { Program } from '../program.js';
import { Run } from '../run.js';
import type { ExecutionTransport } from '../run.js';
import { valueAt } from '../value-at.js';
import { FIRST_PART } from '../shape/deferred-part.js';
import { NO_REASONS } from '../shape/explain-nulls.js';
import { writePart } from '../write-part.js';
import type { WrittenPart } from '../write-part.js';
import { FragmentInstances } from './fragment-instances.js';
import type { WaitingFields } from './fragment-instances.js';
import { PartErrors } from './part-errors.js';
import type { DeliveredFields, FirstPart, LaterPart } from './parts.js';
import { Progress } from './progress.js';

/**
 * The limit of objects with deferred fields in the first part. Of more objects, an entry for each would cost more than
 * it gives: the answer is whole.
 */
const MAX_DEFERRED_OBJECTS = 1_000;

/** Runs a program of an operation with deferred fragments, and gives its answer in parts. */
export class PartExecution {
  readonly #program: Program;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #run: Run;
  readonly #done: Promise<void>;
  readonly #progress: Progress;
  readonly #errors: PartErrors;
  readonly #instances: FragmentInstances;

  /** @param variables as the client sent them, after validation */
  constructor(
    program: Program,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
    transport: ExecutionTransport,
  ) {
    const fragments = program.deferred ?? [];
    this.#program = program;
    this.#variables = variables;
    this.#progress = new Progress(program.steps, fragments);
    this.#errors = new PartErrors(program.rootShape);
    this.#instances = new FragmentInstances(fragments);
    this.#run = new Run(program, variables, context, transport, (steps) => {
      this.#errors.read(this.#run.errors, steps, this.#run.root);
      this.#progress.finish(steps);
    });
    this.#done = this.#run.done();
    // A part that waits for a fetch gets the error.
    this.#done.catch(() => undefined);
  }

  async first(): Promise<FirstPart> {
    await this.#until(() => this.#progress.isFetched(FIRST_PART));
    const { root } = this.#run;
    const { rootShape } = this.#program;
    const written = this.#write({ shape: rootShape, object: root, path: [], readPath: [] });
    if (written.deferred.length > MAX_DEFERRED_OBJECTS) return this.#whole();
    this.#instances.add(written.deferred);
    const { pending } = this.#instances.takeChanges();
    const errors = this.#errors.take(FIRST_PART, [], written.data);
    return { ...written, errors, pending, hasNext: this.#hasNext };
  }

  /** The other parts. To be read after the first. */
  async *later(): AsyncGenerator<LaterPart, void, undefined> {
    while (this.#hasNext) {
      await this.#until(() => this.#ready().length > 0);
      const delivered: DeliveredFields[] = [];
      for (let ready = this.#ready(); ready.length > 0; ready = this.#ready()) {
        for (const fields of ready)
          if (this.#instances.waiting.has(fields)) delivered.push(...this.#deliver(fields));
      }
      yield { ...this.#instances.takeChanges(), delivered, hasNext: this.#hasNext };
    }
  }

  get #hasNext(): boolean {
    return this.#instances.waiting.size > 0;
  }

  #ready(): readonly WaitingFields[] {
    return [...this.#instances.waiting].filter(
      (fields) =>
        this.#instances.knownFragmentOf(fields) !== undefined && this.#progress.isFetched(fields.part),
    );
  }

  #deliver(fields: WaitingFields): readonly DeliveredFields[] {
    const { part, shape, path, readPath } = fields;
    const fragment = this.#instances.knownFragmentOf(fields);
    const object = valueAt(this.#run.root, readPath);
    const written = isRecord(object) ? this.#write({ shape, object, path, readPath }) : undefined;
    const errors = this.#errors.take(part, path, written?.data);
    if (written === undefined || written.isNull || fragment === undefined) {
      this.#instances.fail(fields, { ...(written ?? NO_REASONS), errors });
      return [];
    }
    this.#instances.add(written.deferred);
    this.#instances.deliver(fields);
    return [{ ...written, fragment, path, errors }];
  }

  async #whole(): Promise<FirstPart> {
    await this.#done;
    const { root, errors } = this.#run;
    const { wholeShape } = this.#program;
    const written = this.#write({ shape: wholeShape, object: root, path: [], readPath: [] });
    return { ...written, errors, pending: [], hasNext: false };
  }

  #write(part: Parameters<typeof writePart>[3]): WrittenPart {
    return writePart(this.#program, this.#run, this.#variables, part);
  }

  async #until(isReady: () => boolean): Promise<void> {
    while (!isReady()) await Promise.race([this.#progress.change(), this.#done]);
  }
}
