import type { ASTNode } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { finding, ROOT_TYPES, typesOf, type TypeElement } from '../elements.js';
import type { Rule } from '../rule.js';

/** Every element has a description: the schema is the clients' manual. */
export const descriptions: Rule = {
  code: 'DESCRIPTION_MISSING',
  check: ({ subgraphs }) =>
    subgraphs.flatMap((subgraph) => typesOf(subgraph).flatMap((type) => undescribed(subgraph, type))),
};

type Described = ASTNode & {
  readonly description?: { readonly value: string } | undefined;
  readonly name: { readonly value: string };
  readonly arguments?: readonly Described[];
};

function undescribed(subgraph: Subgraph, type: TypeElement): readonly Problem[] {
  const name = type.name.value;
  const isExtension = type.kind.endsWith('Extension') || ROOT_TYPES.has(name);
  const members = ('fields' in type ? type.fields : 'values' in type ? type.values : undefined) ?? [];
  const elements: (readonly [string, Described])[] = isExtension ? [] : [[name, type]];
  for (const member of members as readonly Described[]) {
    elements.push([`${name}.${member.name.value}`, member]);
    for (const argument of member.arguments ?? []) {
      elements.push([`${name}.${member.name.value}(${argument.name.value}:)`, argument]);
    }
  }
  return elements
    .filter(([, node]) => (node.description?.value.trim() ?? '') === '')
    .map(([coordinate, node]) =>
      finding(descriptions.code, subgraph, node, `${coordinate} has no description.`),
    );
}
