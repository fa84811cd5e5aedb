import { StartError } from '@supergraph/service-kit';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';
import { refuse, type Refusal } from '../errors/refuse.js';
import { askOfBareObjects } from '../execution/bare-objects.js';
import { isIncluded, type Conditions } from '../execution/conditions.js';
import { operationParts, type OperationParts } from '../execution/operation.js';
import { filterOperation, type Removal } from './filter.js';
import { createGranting, type Grants, type Policy } from './grants.js';
import { readRequirements } from './requirements.js';
import { findAuthorizationNames } from './strip.js';

/** Enforces what a supergraph says about who may see what. */
export interface Authorization {
  /** What the caller of a request may see. */
  readonly grantsOf: (context: RequestContext) => Grants;
  /** Takes out of an operation what may not be seen. */
  readonly permit: (schema: GraphQLSchema, operation: OperationParts, grants: Grants) => Permission;
}

/** What is left of an operation for callers with the same grants. */
export interface Permission {
  /** What may be fetched: undefined when all of it may, null when nothing may. */
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
      // An object that conditions may leave empty stays, though a field is taken out of it.
      const source = askOfBareObjects(operation.document);
      const { document, removals } = filterOperation(
        { schema, ...(operationParts(source, undefined) ?? operation) },
        requirements,
        grants,
      );
      if (removals.length === 0) return { planned: undefined, removals };
      return { planned: (document && operationParts(document, undefined)) ?? null, removals };
    },
  };
}

/** The errors of what was taken out, where the client's conditions had it in. */
export function unauthorized(
  { removals }: Permission,
  { definition }: OperationParts,
  conditions: Conditions,
  { caller }: RequestContext,
): readonly GraphQLError[] {
  const verb = definition.operation === OperationTypeNode.MUTATION ? 'do' : 'see';
  const message =
    caller.subject === undefined
      ? `Sign in to ${verb} this: send an access token as Authorization: Bearer.`
      : `The caller may not ${verb} this.`;
  return removals
    .filter((removal) => isIncluded({ directives: removal.conditions }, conditions))
    .map(({ path }) => new GraphQLError(message, { path, extensions: { code: UNAUTHORIZED } }));
}

const UNAUTHORIZED = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** Refuses a mutation of which something was taken out: half of a change is no change that anyone asked for. */
export function refuseUnauthorized({ message, path }: GraphQLError): Refusal {
  // 401 would tell clients to sign out.
  return refuse(403, UNAUTHORIZED, message, { path });
}
