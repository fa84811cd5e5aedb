import { subscriptionRoot } from '@supergraph/service-kit/subscription-root';
import { GraphQLError, parse, SingleFieldSubscriptionsRule, specifiedRules, validate, visit } from 'graphql';
import type { DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';
import { refuse, type Refusal } from '../errors/refuse.js';
import { operationParts, type OperationParts } from '../execution/operation.js';
import { findExcess, type StructureLimits } from '../limits/structure.js';
import { MAX_ERRORS } from './answer.js';
import { deferLabels } from './defer-labels.js';
import { oneOfVariables } from './one-of-variables.js';

export interface ParseOptions {
  readonly schema: GraphQLSchema;
  readonly structure: StructureLimits;
  /** The most tokens a document may have. */
  readonly maxTokens: number;
  /** Whether introspection is allowed. */
  readonly introspection: boolean;
}

/** A parsed operation, or its refusal. */
export type Parsed = OperationParts | { readonly refusals: readonly Refusal[] };

/**
 * Parses and validates a document and selects the requested operation. A document that is too large is refused before
 * its validation, because validation can be quadratic and planning exponential.
 */
export function parseOperation(
  text: string,
  operationName: string | undefined,
  { schema, structure, maxTokens, introspection }: ParseOptions,
): Parsed {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens });
  } catch (error) {
    if (error instanceof RangeError) return refused(TOO_COMPLEX, 'The operation is nested too deeply.');
    if (!(error instanceof GraphQLError)) throw error;
    const { source, positions } = error;
    return { refusals: [refuse(400, 'GRAPHQL_PARSE_FAILED', error.message, { source, positions })] };
  }
  const excess = findExcess(document, structure);
  if (excess !== undefined) return refused(TOO_COMPLEX, excess);
  const rules = introspection ? RULES : [...RULES, noIntrospection];
  // graphql-js adds an error of its own to report that it stopped.
  const errors = validate(schema, document, rules, { maxErrors: MAX_ERRORS - 1 });
  if (errors.length > 0) {
    return {
      refusals: errors.map(({ message, nodes }) =>
        refuse(400, 'GRAPHQL_VALIDATION_FAILED', message, { nodes }),
      ),
    };
  }
  const operation = operationParts(document, operationName);
  if (operation === undefined) {
    return refused(
      NO_OPERATION,
      operationName === undefined
        ? 'The document has several operations: say which one in `operationName`.'
        : 'The document has no operation of this `operationName`.',
    );
  }
  const { operation: kind } = operation.definition;
  if (!schema.getRootType(kind)) return refused(NO_OPERATION, `The schema has no ${kind}.`);
  dropLocations(operation.document);
  return operation;
}

const RULES = [
  ...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule),
  subscriptionRoot,
  oneOfVariables,
  deferLabels,
];

const NO_OPERATION = 'OPERATION_RESOLUTION_FAILURE';
const TOO_COMPLEX = 'OPERATION_TOO_COMPLEX';

function refused(code: string, message: string): Parsed {
  return { refusals: [refuse(400, code, message)] };
}

const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return;
    const message = 'Introspection is off here: __schema and __type are not answered.';
    context.reportError(new GraphQLError(message, { nodes: node }));
  },
});

/** Locations keep every token of the source in memory. Only syntax and validation errors need them. */
function dropLocations(document: DocumentNode): void {
  visit(document, {
    enter(node) {
      // Set instead of deleted, so that all nodes keep the same hidden class.
      (node as { loc: unknown }).loc = undefined;
    },
  });
}
