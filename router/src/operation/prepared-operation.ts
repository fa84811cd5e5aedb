import { BREAK, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { GraphQLSchema, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Authorization, Permission } from '../authorization/enforce.js';
import { Refusal } from '../errors/refuse.js';
import { conditionVariables, type Conditions } from '../execution/conditions.js';
import { fetchedPart } from '../execution/included.js';
import { labelDeferredFragments } from '../execution/incremental/deferred-fragments.js';
import type { DeferredFragment } from '../execution/incremental/deferred-fragments.js';
import type { OperationParts } from '../execution/operation.js';
import type { OverrideConditions } from '../execution/override-labels.js';
import type { PlannedOperation } from '../execution/planner.js';
import { compileProgram, type Program } from '../execution/program.js';
import { weighProgram, weighSource } from '../execution/weight.js';
import type { CostLimit } from '../limits/cost/check.js';
import type { CostProgram } from '../limits/cost/program.js';
import type { PlanClient, Planner } from '../planning/planner.js';
import { Flights, StoppedWaiting } from '../sharing/flights.js';
import type { Caller, RequestContext } from '../context.js';
import { hashOf } from '../trusted/manifest.js';
import type { UndeferredObserver } from './undeferred.js';

/** The limit of programs per operation, which has one for each set of conditions and permissions. */
export const MAX_PROGRAMS = 16;

/** The limit of memory for one operation's programs, so that they leave space for others, in bytes. */
const MAX_WEIGHT = 16 * 1024 * 1024;

const EVERYTHING: Permission = { planned: undefined, removals: [] };

/** The key of the permission for the whole operation: all callers who have it run the same programs. */
const WHOLE_KEY = '';
const NO_CONDITIONS: Conditions = new Map();

/** The conditions, the permission and the delivery that one program of an operation is for. */
export interface Variant {
  /** One of the callers with the same permission. Undefined: any caller who may see the whole operation. */
  readonly caller: Caller | undefined;
  /** The variables that the conditions read. */
  readonly variables: Readonly<Record<string, boolean>>;
  /** Whether deferred fragments are answered in parts of their own. */
  readonly inParts: boolean;
}

interface WeighedProgram {
  readonly program: Program;
  readonly variant: Variant;
  /** In bytes. */
  readonly weight: number;
}

/** A program to be made. */
interface AskedProgram {
  readonly permission: NamedPermission;
  readonly conditions: Conditions;
  readonly overrides: OverrideConditions['holds'];
  readonly inParts: boolean;
}

/** A permission, with a key for the permitted part. */
interface NamedPermission extends Permission {
  readonly key: string;
  /** One caller with this permission, if it came from one. */
  readonly caller: Caller | undefined;
}

/** The parts of a supergraph that its operations are prepared with. */
export interface OperationGraph {
  /** The API schema: the supergraph as clients see it. */
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  /** The schema with inaccessible elements, which plans refer to. */
  readonly supergraphSchema: GraphQLSchema;
  readonly costLimit: CostLimit;
  /** Undefined when the supergraph protects nothing. */
  readonly authorization: Authorization | undefined;
  /** Whether a field is declared to have the same value for every caller. */
  readonly isPublicField: ((typeName: string, fieldName: string) => boolean) | undefined;
  /** Told of deferred fragments that the planner cannot plan. */
  readonly onUndeferred?: UndeferredObserver | undefined;
  /** Where the operation is kept. */
  readonly operations: { reweigh(operation: PreparedOperation): void };
}

/** Everything that is kept of an operation between requests. */
export class PreparedOperation {
  /** Identifies the operation within this process. */
  readonly id: string;
  /** Identifies the document as clients do, in every process. */
  readonly documentId: string;
  /** The document's. */
  readonly text: string;
  readonly parts: OperationParts;
  readonly kind: OperationTypeNode;
  /** Whether every field of it is declared public. */
  readonly isPublic: boolean;
  /** The nullable variables that `@skip` and `@include` read. */
  readonly nullableConditions: readonly string[];
  readonly cost: CostProgram;
  /** The permission of a caller who may see all of it. */
  readonly wholePermission: NamedPermission = { ...EVERYTHING, key: WHOLE_KEY, caller: undefined };
  readonly #deferred: readonly DeferredFragment[];
  readonly #graph: OperationGraph;
  readonly #length: number;
  readonly #conditions: readonly { readonly name: string; readonly fallback: boolean }[];
  readonly #permissions = new LRUCache<string, NamedPermission>({ max: MAX_PROGRAMS });
  /** By the permitted part, the applicable overrides and the included part. */
  readonly #programs = new LRUCache<string, WeighedProgram>({
    max: MAX_PROGRAMS,
    maxSize: MAX_WEIGHT,
    sizeCalculation: ({ weight }) => weight,
  });

  /** The programs that are being made, each once for all requests that wait for it. */
  readonly #making = new Flights<Program>({ isLate: (outcome) => outcome instanceof StoppedWaiting });

  /** @param text the document's */
  constructor(id: string, asked: OperationParts, graph: OperationGraph, text: string) {
    const { parts, fragments } = labelDeferredFragments(asked);
    const { definition, document } = parts;
    const variables = definition.variableDefinitions ?? [];
    this.id = id;
    this.documentId = hashOf(text);
    this.text = text;
    this.parts = parts;
    this.kind = definition.operation;
    const { isPublicField, schema } = graph;
    this.isPublic = isPublicField !== undefined && onlyPublic(parts, schema, isPublicField);
    this.cost = graph.costLimit.compile(parts, schema);
    this.#deferred = fragments;
    this.#graph = graph;
    this.#length = text.length;
    const conditions = conditionVariables(document);
    const read = variables.filter(({ variable }) => conditions.has(variable.name.value));
    this.#conditions = read.map(({ variable, defaultValue }) => ({
      name: variable.name.value,
      fallback: defaultValue?.kind === Kind.BOOLEAN && defaultValue.value,
    }));
    this.nullableConditions = read
      .filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value);
  }

  /** The approximate memory of the operation, in bytes. It grows with every new program. */
  get weight(): number {
    return weighSource(this.#length) + this.#programs.calculatedSize;
  }

  /** The variants for which it has a plan, the latest first. */
  get variants(): readonly Variant[] {
    return [...this.#programs.values()].map(({ variant }) => variant);
  }

  /** The values of its conditions for the variables that a client sent. */
  conditionsFor(variables: Readonly<Record<string, unknown>>): Conditions {
    if (this.#conditions.length === 0) return NO_CONDITIONS;
    return new Map(
      this.#conditions.map(({ name, fallback }) => [
        name,
        Object.hasOwn(variables, name) ? variables[name] === true : fallback,
      ]),
    );
  }

  /** Whether it asks to defer some fragment. */
  get defers(): boolean {
    return this.#deferred.length > 0;
  }

  /** The part of it that the caller of a request may see. */
  permissionFor(context: RequestContext): NamedPermission {
    const { authorization, schema } = this.#graph;
    const grants = authorization?.grantsOf(context);
    const fingerprint = grants?.fingerprint ?? '';
    const known = this.#permissions.get(fingerprint);
    if (known !== undefined) return known;
    const found = authorization && grants ? authorization.permit(schema, this.parts, grants) : EVERYTHING;
    const permission = {
      ...found,
      key: found.planned === undefined ? WHOLE_KEY : fingerprint,
      caller: context.caller,
    };
    this.#permissions.set(fingerprint, permission);
    return permission;
  }

  /**
   * @param acceptsParts whether the client accepts deferred fragments in parts of their own
   * @returns a promise while the program is made. It rejects with StoppedWaiting when the request is aborted.
   */
  programFor(
    permission: NamedPermission,
    conditions: Conditions,
    overrides: OverrideConditions,
    context: RequestContext,
    acceptsParts = false,
  ): Program | Promise<Program> {
    // Without deferred fragments, all clients run the same program.
    const inParts = acceptsParts && this.defers;
    let key = `${permission.key}:${overrides.key}:${inParts ? 'parts' : ''}:`;
    for (const holds of conditions.values()) key += holds ? '1' : '0';
    const known = this.#programs.get(key);
    if (known !== undefined) return known.program;
    const asked: AskedProgram = { permission, conditions, overrides: overrides.holds, inParts };
    const { address } = context;
    // The clock of the request measures its wait for subgraphs, and not this one.
    return this.#making.run(key, { ...context, waits: undefined }, async ({ signal }) => {
      const weighed = await this.#make(asked, { address, signal });
      this.#programs.set(key, weighed);
      this.#graph.operations.reweigh(this);
      return weighed.program;
    });
  }

  async #make(asked: AskedProgram, client: PlanClient): Promise<WeighedProgram> {
    const { permission, conditions, inParts } = asked;
    const planned = await this.#plan(asked, client);
    const { schema: apiSchema, supergraphSchema } = this.#graph;
    const source = {
      apiSchema,
      supergraphSchema,
      asked: this.parts,
      planned,
      isWhole: permission.planned === undefined,
      deferred: inParts ? this.#deferred : undefined,
    };
    const program = compileProgram(source, conditions);
    const variant = { caller: permission.caller, variables: Object.fromEntries(conditions), inParts };
    return { program, variant, weight: weighProgram(program, planned, this.#length) };
  }

  async #plan(asked: AskedProgram, client: PlanClient): Promise<PlannedOperation | null> {
    const { permission, conditions, overrides, inParts } = asked;
    if (permission.planned === null) return null;
    const included = fetchedPart(permission.planned ?? this.parts, conditions, inParts);
    if (included === null) return null;
    try {
      return await this.#graph.planner.plan({ operation: included, overrides }, client);
    } catch (error) {
      if (!inParts || error instanceof Refusal || error instanceof StoppedWaiting) throw error;
      const { documentId, parts } = this;
      this.#graph.onUndeferred?.({ documentId, name: parts.definition.name?.value }, error);
      // The planner fails for some fields that are deferred and require others. Then all is fetched before the first part.
      return this.#plan({ ...asked, inParts: false }, client);
    }
  }
}

function onlyPublic(
  { document }: OperationParts,
  schema: GraphQLSchema,
  isPublicField: (typeName: string, fieldName: string) => boolean,
): boolean {
  let isPublic = true;
  const types = new TypeInfo(schema);
  const check = visitWithTypeInfo(types, {
    Field: ({ name }) => {
      if (name.value.startsWith('__')) return undefined;
      const parent = types.getParentType();
      if (parent !== null && parent !== undefined && isPublicField(parent.name, name.value)) return undefined;
      isPublic = false;
      return BREAK;
    },
  });
  visit(document, check);
  return isPublic;
}
