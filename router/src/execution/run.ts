import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from '../subgraphs/transport.js';
import { collectInput, splitBatches } from './fetch/entity-batch.js';
import type { FetchInput, EntityBatch } from './fetch/entity-batch.js';
import { PendingRequests } from './fetch/pending-requests.js';
import { receiveEntities, receiveFailure, receiveRoot } from './fetch/receive.js';
import type { Wanted } from './fetch/receive.js';
import { REPRESENTATIONS, representationsName } from './fetch/request-text.js';
import type { RequestText } from './fetch/request-text.js';
import type { Step } from './fetch/step.js';
import { compilePath, visitTargets } from './fetch/targets.js';

/** The fetches of an operation, ready to run any number of times. */
export interface FetchProgram {
  readonly steps: readonly Step[];
  /** The number of steps of each wave. */
  readonly waves: readonly number[];
  /** The supergraph's. */
  readonly schema: GraphQLSchema;
  /**
   * Converts a path in the fetched data to the client's response keys.
   * @returns `undefined` when the client did not select that path
   */
  clientPath(
    path: readonly (string | number)[],
    root: Record<string, unknown>,
  ): readonly (string | number)[] | undefined;
  /** The fixed parts of the body for these entity fetches in one request. */
  textFor(firsts: readonly Step[]): RequestText;
}

/** A transport that may say which of its answers are shared with other requests. */
export interface ExecutionTransport extends SubgraphTransport {
  readonly isShared?: (answer: SubgraphAnswer) => boolean;
}

/**
 * One run of a program's fetches. A step is ready as soon as its dependencies are done. Entity fetches of one subgraph
 * that are ready at about the same time share one request.
 */
export class Run {
  readonly root: Record<string, unknown> = {};
  readonly errors: GraphQLError[] = [];
  readonly deduplicatedPaths = new Set<string>();
  readonly sharedAnswerPaths = new Set<string>();
  readonly objects = new Map<string, readonly Record<string, unknown>[]>();
  readonly unfetched = new Map<Record<string, unknown>, Set<string>>();
  readonly schema: GraphQLSchema;
  readonly #program: FetchProgram;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #context: RequestContext;
  readonly #transport: ExecutionTransport;
  readonly #waiting: number[];
  readonly #requests: PendingRequests;
  #unfinished: number;
  readonly #onFinished: ((steps: readonly Step[]) => void) | undefined;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(
    program: FetchProgram,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
    transport: ExecutionTransport,
    onFinished?: (steps: readonly Step[]) => void,
  ) {
    this.#onFinished = onFinished;
    this.schema = program.schema;
    this.#program = program;
    this.#variables = variables;
    this.#context = context;
    this.#transport = transport;
    this.#waiting = program.steps.map((step) => step.waitsFor);
    this.#unfinished = program.steps.length;
    this.#requests = new PendingRequests(program.waves, (batches) =>
      this.#guard(() => this.#fetchEntities(batches)),
    );
  }

  clientPath(path: readonly (string | number)[]): readonly (string | number)[] | undefined {
    return this.#program.clientPath(path, this.root);
  }

  isShared(answer: SubgraphAnswer): boolean {
    return this.#transport.isShared?.(answer) === true;
  }

  /** Resolves when every step is done, successfully or not. */
  done(): Promise<void> {
    if (this.#unfinished === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#start(this.#program.steps.filter((step) => step.waitsFor === 0));
    });
  }

  #start(ready: readonly Step[]): void {
    const idle: Step[] = [];
    const groups = new Map<string, FetchInput>();
    const shared: string[] = [];
    for (const step of ready) {
      const { entities } = step;
      if (entities === undefined) {
        if (!this.#fetchRoot(step)) idle.push(step);
        continue;
      }
      let input = groups.get(entities.group);
      if (input === undefined) groups.set(entities.group, (input = collectInput(step, entities, this)));
      this.#requests.add(step, entities, input);
      if (input.targets.length === 0) idle.push(step);
      else if (input.targets.length > input.representations.length) shared.push(step.plan.responsePath);
    }
    // Parts of answers are shared only after they arrive, so steps that start together need not know of it.
    for (const responsePath of shared) this.sharedAnswerPaths.add(responsePath);
    if (idle.length > 0) this.#finish(idle);
    this.#requests.sendSoon();
  }

  #fetchRoot(step: Step): boolean {
    const targets: Record<string, unknown>[] = [];
    visitTargets(this.root, compilePath(step.plan.path), (object) => {
      targets.push(object);
      return object;
    });
    if (targets.length === 0) return false;
    const body = step.text.opening + this.#writeVariables([step]) + step.text.closing;
    const { subgraph, operation } = step;
    this.#send(
      { subgraph, operation, body, entities: undefined, context: this.#context },
      [{ step, targets }],
      (answer) => {
        receiveRoot(this, step, targets, answer);
        return true;
      },
    );
    return true;
  }

  /** @param batches of one subgraph */
  #fetchEntities(batches: readonly EntityBatch[]): void {
    const firsts = batches.map((batch) => batch.first);
    const subgraph = firsts[0]?.subgraph ?? '';
    const text = this.#program.textFor(firsts);
    let variables = this.#writeVariables(firsts);
    for (const { first, representations } of batches) {
      const name = batches.length === 1 ? REPRESENTATIONS : representationsName(first.plan);
      variables += `${variables === '' ? '' : ','}"${name}":${representations.toJson()}`;
    }
    const wanted = batches.flatMap(({ members }) => members);
    const entities = batches.reduce((sum, { representations }) => sum + representations.length, 0);
    const body = text.opening + variables + text.closing;
    const context = this.#context;
    this.#send({ subgraph, operation: 'query', body, entities, context }, wanted, (answer) => {
      const apart = isAllLost(answer) ? splitBatches(batches) : [];
      if (apart.length > 1) {
        // An error that makes one non-null `_entities` null loses the data of the whole request. Sent again one by one,
        // the other fetches keep their data.
        for (const batch of apart) this.#fetchEntities([batch]);
        return false;
      }
      receiveEntities(this, subgraph, batches, answer);
      return true;
    });
  }

  #writeVariables(steps: readonly Step[]): string {
    let text = '';
    let written: Set<string> | undefined;
    for (const { variables } of steps) {
      for (const name of variables) {
        if (steps.length > 1) {
          if (written?.has(name) === true) continue;
          (written ??= new Set<string>()).add(name);
        }
        const value = Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
        if (value !== undefined) text += `${text === '' ? '' : ','}"${name}":${JSON.stringify(value)}`;
      }
    }
    return text;
  }

  /** @param receive returns whether the steps are done with this answer */
  #send(
    request: SubgraphRequest,
    wanted: readonly Wanted[],
    receive: (answer: SubgraphAnswer) => boolean,
  ): void {
    const steps = wanted.map(({ step }) => step);
    const fail = (error: unknown): void => {
      receiveFailure(this, request.subgraph, wanted, error);
      this.#finish(steps);
    };
    this.#transport.send(request).then(
      (answer) =>
        this.#guard(() => {
          if (receive(answer)) this.#finish(steps);
        }),
      (error: unknown) => this.#guard(() => fail(error)),
    );
  }

  #finish(steps: readonly Step[]): void {
    const ready: Step[] = [];
    this.#unfinished -= steps.length;
    this.#onFinished?.(steps);
    for (const step of steps) {
      for (const index of step.dependents) {
        const left = (this.#waiting[index] ?? 0) - 1;
        this.#waiting[index] = left;
        const dependent = this.#program.steps[index];
        if (left === 0 && dependent !== undefined) ready.push(dependent);
      }
    }
    if (this.#unfinished === 0) this.#resolve();
    else if (ready.length > 0) this.#start(ready);
  }

  /** A bug in the router must end the request with an error instead of leaving it pending. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#reject(error);
    }
  }
}

function isAllLost({ data, errors }: SubgraphAnswer): boolean {
  return (data === null || data === undefined) && Array.isArray(errors) && errors.length > 0;
}
