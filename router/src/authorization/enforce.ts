import { StartError } from '@supergraph/service-kit/service';
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

/** Enforces the authorization directives of a supergraph. */
export interface Authorization {
  /** Reads the grants of a request's caller. */
  readonly grantsOf: (context: RequestContext) => Grants;
  /** Removes the fields that the caller may not see from an operation. */
  readonly permit: (schema: GraphQLSchema, operation: OperationParts, grants: Grants) => Permission;
}

/** The part of an operation that all callers with the same grants may see. */
export interface Permission {
  /** The permitted part: undefined when all of it is permitted, null when none is. */
  readonly planned: OperationParts | null | undefined;
  readonly removals: readonly Removal[];
}

/**
 * Enforces `@authenticated`, `@requiresScopes` and `@policy` before planning, with the semantics that Apollo documents
 * for its Router: fields that the caller may not see are removed from the operation, so that no subgraph receives them,
 * and are null in the answer with an error at their path.
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
 * @throws Refusal when a removed part is included by the client's conditions
 */
export function refuseUnauthorizedMutation(
  { removals }: Permission,
  conditions: Conditions,
  context: RequestContext,
): void {
  const removal = removals.find((each) => isIncluded({ directives: each.conditions }, conditions));
  if (removal === undefined) return;
  // 401 would make clients sign out.
  throw refuse(403, UNAUTHORIZED, describeRefusal('do', context), { path: removal.path });
}

function describeRefusal(verb: 'see' | 'do', { caller }: RequestContext): string {
  return caller.subject === undefined
    ? `Sign in to ${verb} this: send an access token as Authorization: Bearer.`
    : `The caller may not ${verb} this.`;
}
