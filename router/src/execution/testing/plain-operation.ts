import { Kind, getVariableValues, parse, print, visit } from 'graphql';
import type { FieldNode, GraphQLSchema } from 'graphql';
import { BARE_FIELD } from '../bare-objects.js';
import { conditionVariables } from '../conditions.js';
import { includedPart } from '../included.js';
import { operationParts, withoutUnusedVariables } from '../operation.js';
import type { GeneratedOperation } from './generate-operation.js';

/** A selection without any effect, where the syntax needs one. */
const NOTHING: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  directives: [
    {
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: 'skip' },
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: 'if' },
          value: { kind: Kind.BOOLEAN, value: true },
        },
      ],
    },
  ],
};

/** The operation without its conditions and excluded fields, so that Apollo's executor plans the same as ours. */
export function withoutConditions(schema: GraphQLSchema, operation: GeneratedOperation): GeneratedOperation {
  const parts = operationParts(parse(operation.query), undefined);
  if (parts === undefined) throw new Error('The document has no operation.');
  const definitions = parts.definition.variableDefinitions ?? [];
  const { coerced = {} } = getVariableValues(schema, definitions, operation.variables);
  const names = [...conditionVariables(parts.document)];
  const included = includedPart(parts, new Map(names.map((name) => [name, coerced[name] === true])));
  if (included === null) return operation;
  const document = visit(included.document, {
    Field: (node) => (node === BARE_FIELD ? NOTHING : undefined),
  });
  return { ...operation, query: print(withoutUnusedVariables(document)) };
}
