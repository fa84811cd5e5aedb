import {
  defaultFieldResolver,
  Kind,
  getNamedType,
  isObjectType,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Caller } from '../envelope/caller.js';
import { forbidden, unauthenticated } from '../errors.js';
import { StartError } from '../start-error.js';
import { readProtectionNames, type Protection } from './protections.js';
import type { RequestLogger } from './request-logger.js';
import { checkServiceCalls, serviceCallCheck, type ServiceCalls } from './service-calls.js';

/** A requirement of the SDL for the caller of a field. */
type Check = (caller: Caller) => void;

/** The parts of the context that this package reads. */
export interface CallerContext {
  readonly caller: Caller;
  readonly logger?: RequestLogger;
}

/** The meaning of each directive name in the schema. */
type Names = ReadonlyMap<string, Protection>;

/**
 * Wraps the resolvers of every protected field, so that the subgraph enforces its SDL itself and does not depend on the
 * router. It enforces `@authenticated` and `@requiresScopes` on the field and on the type that it returns, and
 * restricts the services that may call a root field: see {@link serviceCallCheck}. The directives may be imported under
 * another name, or be used with federation's prefix.
 *
 * @throws StartError when the SDL has a protection that the subgraph cannot enforce
 */
export function enforceAuthorization(schema: GraphQLSchema, calls: ServiceCalls = {}): void {
  const names = readProtectionNames([schema.astNode, ...schema.extensionASTNodes]);
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const inaccessible = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields()) as GraphQLField<unknown, CallerContext>[]) {
      const checks = protections(type, field, names);
      if (roots.has(type)) {
        const isInaccessible = hasDirective(field, 'inaccessible', names);
        if (isInaccessible) inaccessible.add(field.name);
        checks.unshift(serviceCallCheck(calls, { name: field.name, isInaccessible }));
      }
      if (checks.length > 0) guard(field, checks);
    }
  }
  checkServiceCalls(calls, inaccessible);
}

function guard(field: GraphQLField<unknown, CallerContext>, checks: readonly Check[]): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const { subscribe } = field;
  field.resolve = (source, args, context, info) => {
    for (const check of checks) check(context.caller);
    return resolve(source, args, context, info);
  };
  if (subscribe === undefined) return;
  field.subscribe = (source, args, context, info) => {
    for (const check of checks) check(context.caller);
    return subscribe(source, args, context, info);
  };
}

/**
 * The protections of the field, of its type, of the type that it returns, and of the interface fields that it
 * implements.
 */
function protections(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, CallerContext>,
  names: Names,
): Check[] {
  const returned = getNamedType(field.type);
  const inherited = type.getInterfaces().map((parent) => parent.getFields()[field.name]?.astNode);
  const nodes = [field.astNode, type.astNode, ...inherited, returned.astNode];
  const extensions = [...type.extensionASTNodes, ...returned.extensionASTNodes];
  return [...nodes, ...extensions]
    .flatMap((node) => node?.directives ?? [])
    .flatMap((directive) => toCheck(directive, names));
}

function hasDirective(
  field: GraphQLField<unknown, CallerContext>,
  protection: Protection,
  names: Names,
): boolean {
  return field.astNode?.directives?.some(({ name }) => names.get(name.value) === protection) ?? false;
}

function toCheck(directive: ConstDirectiveNode, names: Names): Check[] {
  switch (names.get(directive.name.value)) {
    case 'authenticated':
      return [requireSubject];
    case 'requiresScopes':
      return [requireScopes(readScopes(directive))];
    case 'policy':
      throw new StartError(
        '@policy is evaluated by the router alone: protect what a subgraph must check by scopes',
      );
    default:
      return [];
  }
}

function requireSubject(caller: Caller): void {
  if (caller.subject === undefined) throw unauthenticated();
}

/** The caller needs all scopes of at least one of the alternatives. */
function requireScopes(alternatives: readonly (readonly string[])[]): Check {
  return (caller) => {
    requireSubject(caller);
    const enough = alternatives.some((scopes) => scopes.every((scope) => caller.scopes.has(scope)));
    if (!enough) throw forbidden();
  };
}

function readScopes(directive: ConstDirectiveNode): string[][] {
  const value = directive.arguments?.find(({ name }) => name.value === 'scopes')?.value;
  if (value?.kind !== Kind.LIST) throw new StartError('@requiresScopes takes a list of lists of scopes');
  return value.values.map((inner) => {
    if (inner.kind !== Kind.LIST) throw new StartError('@requiresScopes takes a list of lists of scopes');
    return inner.values.map((scope) => (scope.kind === Kind.STRING ? scope.value : ''));
  });
}
