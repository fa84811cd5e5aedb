import { GraphQLError, Kind, isInputObjectType } from 'graphql';
import type { GraphQLInputObjectType, ValidationRule, VariableNode } from 'graphql';

/**
 * A variable for the field of a `@oneOf` input must be non-null. graphql-js 16.15 has this rule, but skips inputs whose
 * own type is non-null or in a list.
 */
export const oneOfVariables: ValidationRule = (context) => {
  const fields = new Map<VariableNode, GraphQLInputObjectType>();
  return {
    ObjectField({ value }) {
      const written = String(context.getParentInputType());
      const name = written.replace(/[[\]!]/g, '');
      const type = context.getSchema().getType(name);
      if (value.kind !== Kind.VARIABLE || name === written) return;
      if (isInputObjectType(type) && type.isOneOf) fields.set(value, type);
    },
    Document: {
      leave({ definitions }) {
        if (fields.size === 0) return;
        for (const definition of definitions) {
          if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
          for (const { node } of context.getRecursiveVariableUsages(definition)) {
            const type = fields.get(node);
            const name = node.name.value;
            const declared = definition.variableDefinitions?.find(
              ({ variable }) => variable.name.value === name,
            );
            if (type === undefined || declared === undefined || declared.type.kind === Kind.NON_NULL_TYPE)
              continue;
            const message = `Variable "$${name}" must be non-nullable to be used for OneOf Input Object "${type.name}".`;
            context.reportError(new GraphQLError(message, { nodes: [declared, node] }));
          }
        }
      },
    },
  };
};
