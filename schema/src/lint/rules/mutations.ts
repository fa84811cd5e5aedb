import { print, type FieldDefinitionNode } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { directive, finding, hasOutputFields, membersOf, typesOf, type TypeElement } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * Each mutation takes one `XInput!` or nothing, and returns a nullable `XPayload`. Its field `errors` returns expected
 * failures as data, each a UserError. Mutations between services, which are @inaccessible, have other result types.
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
  const partsOf = (type: string) => typesOf(subgraph).filter((part) => part.name.value === type);
  const wrong: string[] = [];
  const parameters = field.arguments ?? [];
  if (parameters.some((each) => each.name.value !== 'input' || print(each.type) !== `${stem}Input!`)) {
    wrong.push(`takes only input: ${stem}Input!`);
  }
  if (print(field.type) !== `${stem}Payload`) wrong.push(`answers ${stem}Payload, nullable`);
  else if (errorsOf(partsOf(`${stem}Payload`)) !== `[${stem}Error!]!`) {
    wrong.push(`has errors: [${stem}Error!]! in its payload`);
  }
  const strangers = membersThatAreNoUserErrors(partsOf, `${stem}Error`);
  if (strangers.length > 0) wrong.push(`has only UserErrors in ${stem}Error, unlike ${strangers.join(', ')}`);
  return wrong.map((what) =>
    finding(mutations.code, subgraph, field, `Mutation ${name}: a mutation ${what}.`),
  );
}

/** The parts of a type: its definition and its extensions. */
type Parts = readonly TypeElement[];

function errorsOf(payload: Parts): string | undefined {
  const fields = payload.flatMap((part) => membersOf(part));
  const errors = fields.find((field) => field.name.value === 'errors');
  return errors === undefined ? undefined : print(errors.type);
}

/** The members of the error union, or the error type itself if it is no union, that are not UserErrors. */
function membersThatAreNoUserErrors(partsOf: (type: string) => Parts, name: string): readonly string[] {
  const parts = partsOf(name);
  const members = parts.flatMap((part) => ('types' in part ? (part.types ?? []) : []));
  const errors =
    members.length > 0 ? members.map((member) => member.name.value) : parts.slice(0, 1).map(() => name);
  return errors.filter(
    (error) =>
      !partsOf(error)
        .flatMap((part) => ('interfaces' in part ? (part.interfaces ?? []) : []))
        .some((each) => each.name.value === 'UserError'),
  );
}
