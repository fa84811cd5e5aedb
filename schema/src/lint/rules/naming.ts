import { Kind } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { finding, isInput, membersOf, typesOf, type TypeElement } from '../elements.js';
import type { Rule } from '../rule.js';

const TYPE = /^[A-Z][A-Za-z0-9]*$/;
const FIELD = /^[a-z][A-Za-z0-9]*$/;
const VALUE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const INPUT = /(Input|Filter)$/;

/** Names follow one convention: a client that knows some of the graph can guess the rest. */
export const naming: Rule = {
  code: 'NAME_UNCONVENTIONAL',
  check: ({ subgraphs }) =>
    subgraphs.flatMap((subgraph) => typesOf(subgraph).flatMap((type) => misnamed(subgraph, type))),
};

function misnamed(subgraph: Subgraph, type: TypeElement): readonly Problem[] {
  const problems: Problem[] = [];
  const expect = (node: TypeElement | { name: { value: string } }, pattern: RegExp, like: string) => {
    if (pattern.test(node.name.value)) return;
    problems.push(
      finding(naming.code, subgraph, node as TypeElement, `${node.name.value} should be written ${like}.`),
    );
  };
  expect(type, TYPE, 'LikeThis');
  if (isInput(type)) expect(type, INPUT, 'with Input or Filter at its end');
  for (const member of membersOf(type)) {
    expect(member, FIELD, 'likeThis');
    if (member.kind === Kind.FIELD_DEFINITION) {
      for (const argument of member.arguments ?? []) expect(argument, FIELD, 'likeThis');
    }
  }
  if ('values' in type) for (const value of type.values ?? []) expect(value, VALUE, 'LIKE_THIS');
  return problems;
}
