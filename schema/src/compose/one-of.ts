import {
  Kind,
  isInputObjectType,
  parse,
  type DefinitionNode,
  type GraphQLSchema,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
} from 'graphql';
import { lineOf } from '../graph/coordinates.js';
import type { Subgraph } from '../graph/subgraph.js';
import type { Problem } from './problem.js';

type InputNode = InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode;

/** The inputs that are `@oneOf` in any subgraph. Composition would drop the directive silently. */
export function oneOfInputs(subgraphs: readonly Subgraph[]): ReadonlySet<string> {
  return new Set(subgraphs.flatMap((each) => inputsOf(each).filter(isOneOf)).map(({ name }) => name.value));
}

/** Reports the subgraphs whose input lacks the `@oneOf` that another subgraph declares for it. */
export function oneOfMismatches(subgraphs: readonly Subgraph[]): readonly Problem[] {
  return [...oneOfInputs(subgraphs)].flatMap((name) => {
    const named = subgraphs.flatMap((subgraph) => {
      const nodes = inputsOf(subgraph).filter((node) => node.name.value === name);
      return nodes.length === 0 ? [] : [{ subgraph, nodes, is: nodes.some(isOneOf) }];
    });
    const without = named.filter(({ is }) => !is);
    if (without.length === 0) return [];
    const namesOf = (those: typeof named) => those.map(({ subgraph }) => subgraph.name).join(', ');
    return [
      {
        code: 'ONE_OF_MISMATCH',
        message: `Input ${name} is @oneOf in ${namesOf(named.filter(({ is }) => is))} and not in ${namesOf(without)}.`,
        places: without.map(({ subgraph, nodes: [node] }) => ({
          subgraph: subgraph.name,
          file: subgraph.file,
          line: node === undefined ? 1 : lineOf(node),
        })),
        hint: 'Mark the input @oneOf in every subgraph that has it, or in none.',
      },
    ];
  });
}

/** The supergraph with `@oneOf` on these inputs, for routers that enforce it. */
export function withOneOf(supergraphSdl: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return supergraphSdl;
  const { definitions } = parse(supergraphSdl);
  const isDefined = definitions.some(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'oneOf',
  );
  const marks = definitions.flatMap((node) =>
    isInput(node) && names.has(node.name.value) && !isOneOf(node)
      ? [{ at: (node.directives?.at(-1) ?? node.name).loc?.end ?? 0, text: '\n  @oneOf' }]
      : [],
  );
  const lastDefinition = definitions.findLast(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION);
  if (!isDefined) {
    marks.push({ at: lastDefinition?.loc?.end ?? 0, text: '\n\ndirective @oneOf on INPUT_OBJECT' });
  }
  return marks
    .sort((a, b) => b.at - a.at)
    .reduce((sdl, { at, text }) => sdl.slice(0, at) + text + sdl.slice(at), supergraphSdl);
}

/** Marks these inputs as `@oneOf` in the schema for clients. */
export function markOneOf(schema: GraphQLSchema, names: ReadonlySet<string>): void {
  for (const name of names) {
    const type = schema.getType(name);
    if (isInputObjectType(type)) type.isOneOf = true;
  }
}

function inputsOf({ document }: Subgraph): readonly InputNode[] {
  return document.definitions.filter(isInput);
}

function isInput(node: DefinitionNode): node is InputNode {
  return node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;
}

function isOneOf({ directives }: InputNode): boolean {
  return directives?.some(({ name }) => name.value === 'oneOf') === true;
}
