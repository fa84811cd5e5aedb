import { StartError } from '@supergraph/service-kit';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../context.js';
import type { IncomingOperation, PermittedOperation } from '../execution/gateway.js';
import type { OperationCheck } from '../operation/check.js';
import { isIncluded } from '../operation/conditions.js';
import { askOfBareObjects } from '../execution/bare-objects.js';
import { operationParts } from '../execution/operation.js';
import { filterOperation, type OperationSource, type Removal } from './filter.js';
import { createGranting, type Policy } from './grants.js';
import { readRequirements } from './requirements.js';
import { findAuthorizationNames } from './strip.js';

/** Enforces what a supergraph says about who may see what. */
export interface Authorization {
  /** For the gateway: takes out of an operation what its caller may not see. */
  readonly permit: (incoming: IncomingOperation) => PermittedOperation | undefined;
  /** Refuses mutations of which anything would be taken out: half of a change is no change anyone asked for. */
  readonly check: OperationCheck;
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
  const granting = createGranting(clauses, policies);
  const kept = new WeakMap<OperationDefinitionNode, Map<string, Judgement>>();

  function judge(source: OperationSource, context: RequestContext): Judgement {
    const grants = granting(context);
    const known = kept.get(source.operation) ?? new Map<string, Judgement>();
    kept.set(source.operation, known);
    // Callers who may see the same and are told something else: anonymous ones are told to sign in.
    const key = `${grants.fingerprint}${context.caller.subject === undefined ? 'a' : ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const { document, removals } = filterOperation(withBareObjects(source), requirements, grants);
    const verb = source.operation.operation === OperationTypeNode.MUTATION ? 'do' : 'see';
    const errors = removals.map(({ path, conditions }) => ({
      error: toError(path, verb, context),
      conditions,
    }));
    const judgement = { document, key: grants.fingerprint, errors };
    known.set(key, judgement);
    return judgement;
  }

  return {
    permit(incoming) {
      const { document, key, errors } = judge(incoming, incoming.context);
      if (errors.length === 0) return undefined;
      return { planned: document, key, errors: select(errors, incoming.operation, incoming.variables) };
    },
    check(resolved) {
      const { operation, variables, context } = resolved;
      if (operation.operation !== OperationTypeNode.MUTATION) return;
      const [error] = select(judge(resolved, context).errors, operation, variables);
      if (error !== undefined) throw toRefusal(error);
    },
  };
}

/** What is taken from an object that conditions may leave bare does not take the object. */
function withBareObjects(source: OperationSource): OperationSource {
  const document = askOfBareObjects(source.document);
  if (document === source.document) return source;
  const { definition } = operationParts(document, source.operation.name?.value);
  return { ...source, document, operation: definition };
}

interface ConditionalError {
  readonly error: GraphQLError;
  readonly conditions: Removal['conditions'];
}

interface Judgement {
  readonly document: DocumentNode | null;
  readonly key: string;
  readonly errors: readonly ConditionalError[];
}

function toError(path: readonly string[], verb: 'do' | 'see', { caller }: RequestContext): GraphQLError {
  const message =
    caller.subject === undefined
      ? `Sign in to ${verb} this: send an access token as Authorization: Bearer.`
      : `The caller may not ${verb} this.`;
  return new GraphQLError(message, { path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });
}

/** 401 would tell clients to sign out. */
function toRefusal({ message, path, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { path, extensions: { ...extensions, http: { status: 403 } } });
}

function select(
  errors: readonly ConditionalError[],
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  return errors
    .filter(({ conditions }) => isIncluded(conditions, operation, variables))
    .map(({ error }) => error);
}
