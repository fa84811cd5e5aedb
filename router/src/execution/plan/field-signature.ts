import { print, visit } from 'graphql';
import type { FieldNode, ValueNode } from 'graphql';

/** The name and arguments of a field as text; the order of arguments and of input fields makes no difference. */
export function fieldSignature({ name, arguments: given = [] }: FieldNode): string {
  const texts = given.map((argument) => `${argument.name.value}:${print(sorted(argument.value))}`);
  return `${name.value}(${texts.sort().join()})`;
}

function sorted(value: ValueNode): ValueNode {
  return visit(value, {
    ObjectValue: {
      leave: (node) => ({
        ...node,
        fields: [...node.fields].sort((one, other) => (one.name.value < other.name.value ? -1 : 1)),
      }),
    },
  });
}
