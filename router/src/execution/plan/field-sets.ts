import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, DefinitionNode, EnumTypeDefinitionNode } from 'graphql';

type Names = ReadonlySet<string>;

const NONE: Names = new Set();

/** The fields that subgraphs name in `@key` and `@requires`; of nested ones the outermost. */
export interface FieldSets {
  /** In any of a type's keys in a subgraph. */
  keysOf(subgraph: string, typename: string): Names;
  /** Needed from other subgraphs to resolve a field in this one. */
  requiredBy(subgraph: string, typename: string, field: string): Names;
}

export function readFieldSets(supergraphSdl: string): FieldSets {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const subgraphs = subgraphNames(definitions);
  const keys = new Map<string, Set<string>>();
  const required = new Map<string, Set<string>>();
  for (const type of definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const directive of type.directives ?? []) add(keys, directive, 'key', type.name.value);
    for (const { name, directives = [] } of type.fields ?? []) {
      for (const each of directives) add(required, each, 'requires', `${type.name.value}.${name.value}`);
    }
  }
  const graphOf = (subgraph: string) => subgraphs.get(subgraph) ?? '';
  return {
    keysOf: (subgraph, typename) => keys.get(`${graphOf(subgraph)} ${typename}`) ?? NONE,
    requiredBy: (subgraph, typename, field) =>
      required.get(`${graphOf(subgraph)} ${typename}.${field}`) ?? NONE,
  };
}

/** What the supergraph calls each subgraph in its directives, by the subgraph's name. */
function subgraphNames(definitions: readonly DefinitionNode[]): ReadonlyMap<string, string> {
  const graphs = definitions.find(
    (node): node is EnumTypeDefinitionNode =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  const named = graphs?.values?.flatMap(({ name, directives = [] }) =>
    directives.map((graph) => [argument(graph, 'name') ?? '', name.value] as const),
  );
  return new Map(named);
}

function add(to: Map<string, Set<string>>, directive: ConstDirectiveNode, name: string, of: string): void {
  const [graph, fieldSet] = [argument(directive, 'graph'), argument(directive, name)];
  if (graph === undefined || fieldSet === undefined) return;
  const key = `${graph} ${of}`;
  const names = to.get(key) ?? new Set();
  to.set(key, names);
  const [operation] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return;
  for (const field of operation.selectionSet.selections) {
    if (field.kind === Kind.FIELD) names.add(field.name.value);
  }
}

/** An argument that is a text or a name. */
function argument({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = given.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}
