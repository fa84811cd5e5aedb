import { GraphQLError, Kind, type ValidationRule } from 'graphql';
import { isDefer } from '../execution/conditions.js';

/** Each label of `@defer` is a text of its own, so that a client can tell the parts of an answer apart. */
export const deferLabels: ValidationRule = (context) => {
  const known = new Set<string>();
  return {
    Directive(node) {
      if (!isDefer(node)) return;
      const value = node.arguments?.find(({ name }) => name.value === 'label')?.value;
      if (value === undefined || value.kind === Kind.NULL) return;
      if (value.kind !== Kind.STRING) {
        const message = 'The label of @defer must be written in the document: it cannot be a variable.';
        context.reportError(new GraphQLError(message, { nodes: node }));
      } else if (known.has(value.value)) {
        const message = `The label "${value.value}" of @defer is used twice: give each one a label of its own.`;
        context.reportError(new GraphQLError(message, { nodes: node }));
      } else known.add(value.value);
    },
  };
};
