import { Kind } from 'graphql';
import type { Composition } from '../../compose/compose.js';
import { directive, fieldsOf, finding, isList, namedType, type FieldElement } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * A list without pages grows until a request for it causes an outage. So every list of objects belongs to a connection,
 * or declares its expected maximum with `@listSize(assumedSize:)`. The errors of a payload are exempt: the input bounds
 * them.
 */
export const connections: Rule = {
  code: 'LIST_UNBOUNDED',
  check: (composition) => {
    const objects = objectTypes(composition);
    return fieldsOf(composition)
      .filter((element) => isList(element.field.type) && objects.has(namedType(element.field.type)))
      .filter((element) => !isBounded(element))
      .map(({ subgraph, field, coordinate }) => ({
        ...finding(connections.code, subgraph, field, `${coordinate} is a list that nothing bounds.`),
        hint: 'Make it a connection, or say with @listSize(assumedSize:) how long it is expected to be.',
      }));
  },
};

function isBounded({ type, field }: FieldElement): boolean {
  const name = type.name.value;
  return (
    name.endsWith('Connection') ||
    (name.endsWith('Payload') && field.name.value === 'errors') ||
    directive(type, 'inaccessible') !== undefined ||
    directive(field, 'inaccessible') !== undefined ||
    directive(field, 'external') !== undefined ||
    directive(field, 'listSize') !== undefined
  );
}

/** Objects, interfaces and unions: lists of scalars and enums are small at any length. */
function objectTypes({ subgraphs }: Composition): ReadonlySet<string> {
  const kinds = new Set<string>([
    Kind.OBJECT_TYPE_DEFINITION,
    Kind.INTERFACE_TYPE_DEFINITION,
    Kind.UNION_TYPE_DEFINITION,
  ]);
  return new Set(
    subgraphs.flatMap(({ document }) =>
      document.definitions.flatMap((node) =>
        kinds.has(node.kind) && 'name' in node ? [node.name?.value ?? ''] : [],
      ),
    ),
  );
}
