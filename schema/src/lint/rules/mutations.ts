import { print, type FieldDefinitionNode, type UnionTypeDefinitionNode } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { directive, finding, hasOutputFields, typesOf, type TypeElement } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * Each mutation takes one `XInput!` and answers a nullable `XPayload` whose `errors` tell expected failures as data,
 * each a UserError. Mutations between services, which are @inaccessible, have results of their own.
 */
export const mutations: Rule = {
  code: 'MUTATION_UNCONVENTIONAL',
  check: ({ subgraphs }) =>
    subgraphs.flatMap((subgraph) =>
      typesOf(subgraph)
        .filter((type) => type.name.value === 'Mutation')
        .flatMap((type) => (hasOutputFields(type) ? (type.fields ?? []) : []))
        .filter((field) => directive(field, 'inaccessible') === undefined)
        .flatMap((field) => unconventional(subgraph, field)),
    ),
};

function unconventional(subgraph: Subgraph, field: FieldDefinitionNode): readonly Problem[] {
  const name = field.name.value;
  const stem = name.charAt(0).toUpperCase() + name.slice(1);
  const types = new Map(typesOf(subgraph).map((type) => [type.name.value, type]));
  const wrong: string[] = [];
  const parameters = field.arguments ?? [];
  if (parameters.some((each) => each.name.value !== 'input' || print(each.type) !== `${stem}Input!`)) {
    wrong.push(`takes only input: ${stem}Input!`);
  }
  if (print(field.type) !== `${stem}Payload`) wrong.push(`answers ${stem}Payload, nullable`);
  else if (errorsOf(types.get(`${stem}Payload`)) !== `[${stem}Error!]!`) {
    wrong.push(`has errors: [${stem}Error!]! in its payload`);
  }
  const strangers = membersThatAreNoUserErrors(types, `${stem}Error`);
  if (strangers.length > 0) wrong.push(`has only UserErrors in ${stem}Error, unlike ${strangers.join(', ')}`);
  return wrong.map((what) =>
    finding(mutations.code, subgraph, field, `Mutation ${name}: a mutation ${what}.`),
  );
}

function errorsOf(payload: TypeElement | undefined): string | undefined {
  const fields = payload !== undefined && 'fields' in payload ? (payload.fields ?? []) : [];
  const errors = fields.find((field) => field.name.value === 'errors');
  return errors === undefined ? undefined : print(errors.type);
}

function membersThatAreNoUserErrors(
  types: ReadonlyMap<string, TypeElement>,
  name: string,
): readonly string[] {
  const union = types.get(name) as UnionTypeDefinitionNode | undefined;
  return (union?.types ?? [])
    .map((member) => member.name.value)
    .filter((member) => {
      const type = types.get(member);
      const interfaces = type !== undefined && 'interfaces' in type ? (type.interfaces ?? []) : [];
      return !interfaces.some((each) => each.name.value === 'UserError');
    });
}
