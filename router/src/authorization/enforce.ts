import { StartError } from '@supergraph/service-kit';
import { GraphQLError } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';
import { refuse } from '../errors/refuse.js';
import { isIncluded, type Conditions } from '../execution/conditions.js';
import { operationParts, type OperationParts } from '../execution/operation.js';
import { filterOperation, type Removal } from './filter.js';
import { createGranting, type Grants, type Policy } from './grants.js';
import { readRequirements } from './requirements.js';
import { findAuthorizationNames } from './strip.js';

/** Enforces what a supergraph says about who may see what. */
export interface Authorization {
  /** The grants of the caller of a request. */
  readonly grantsOf: (context: RequestContext) => Grants;
  /** Takes fields that may not be seen out of an operation. */
  readonly permit: (schema: GraphQLSchema, operation: OperationParts, grants: Grants) => Permission;
}

/** The part of an operation that callers with the same grants may have. */
export interface Permission {
  /** The part that may be fetched: undefined when all of it may, null when nothing may. */
  readonly planned: OperationParts | null | undefined;
  readonly removals: readonly Removal[];
}

/**
 * The directives `@authenticated`, `@requiresScopes` and `@policy`, enforced before planning with the semantics that
 * Apollo documents for its Router: what the caller may not see is taken out of the operation, so that no subgraph is
 * asked for it, and comes back null with an error at its path.
 *
 * @returns undefined when the supergraph protects nothing
 * @throws StartError when it names a policy that is not configured
 */
export function createAuthorization(
  supergraph: DocumentNode,
  policies: ReadonlyMap<string, Policy> = new Map(),
): Authorization | undefined {
  const names = findAuthorizationNames(supergraph);
  if (names === undefined) return undefined;
  const requirements = readRequirements(supergraph, names);
  const { clauses } = requirements;
  const missing = clauses
    .filter(({ kind }) => kind === 'policies')
    .flatMap(({ anyOf }) => anyOf.flat())
    .filter((name) => !policies.has(name));
  if (missing.length > 0) {
    throw new StartError(`the supergraph's policies ${[...new Set(missing)].join(', ')} are not configured`);
  }
  return {
    grantsOf: createGranting(clauses, policies),
    permit(schema, operation, grants) {
      const { document, removals } = filterOperation({ schema, ...operation }, requirements, grants);
      if (removals.length === 0) return { planned: undefined, removals };
      return { planned: (document && operationParts(document, undefined)) ?? null, removals };
    },
  };
}

const UNAUTHORIZED = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** The errors for the fields of an answer that the caller may not see, by their response paths. */
export function unauthorizedFields(
  paths: readonly (readonly (string | number)[])[],
  context: RequestContext,
): readonly GraphQLError[] {
  if (paths.length === 0) return [];
  const message = describeRefusal('see', context);
  return paths.map((path) => new GraphQLError(message, { path, extensions: { code: UNAUTHORIZED } }));
}

/** Whether a part was taken out that the client's conditions include. */
export function hasIncluded({ removals }: Permission, conditions: Conditions): boolean {
  return removals.some((each) => isIncluded({ directives: each.conditions }, conditions));
}

/**
 * Refuses a mutation when the caller may not have one of its fields: half of a change would be another change.
 *
 * @throws Refusal when a part was taken out that the client's conditions include
 */
export function refuseUnauthorizedMutation(
  { removals }: Permission,
  conditions: Conditions,
  context: RequestContext,
): void {
  const removal = removals.find((each) => isIncluded({ directives: each.conditions }, conditions));
  if (removal === undefined) return;
  // 401 would tell clients to sign out.
  throw refuse(403, UNAUTHORIZED, describeRefusal('do', context), { path: removal.path });
}

function describeRefusal(verb: 'see' | 'do', { caller }: RequestContext): string {
  return caller.subject === undefined
    ? `Sign in to ${verb} this: send an access token as Authorization: Bearer.`
    : `The caller may not ${verb} this.`;
}
