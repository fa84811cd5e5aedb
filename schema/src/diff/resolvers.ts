import { Kind, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { directivesOf } from '../graph/coordinates.js';
import { isMachinery, supergraphDocument } from './supergraph-elements.js';
import { argumentsOf, uses } from '../graph/directives.js';

/** The names of the subgraphs from which a router can fetch each field of an object or interface type. */
export type Resolvers = ReadonlyMap<string, readonly string[]>;

const cache = new Map<string, Resolvers>();

export function resolversOf(supergraphSdl: string): Resolvers {
  const known = cache.get(supergraphSdl);
  if (known !== undefined) return known;
  const resolvers = new Map(fieldsWithGraphs(supergraphDocument(supergraphSdl)));
  cache.set(supergraphSdl, resolvers);
  return resolvers;
}

function* fieldsWithGraphs(document: DocumentNode): Generator<readonly [string, readonly string[]]> {
  const names = graphNames(document);
  const graphsOf = (directives: readonly ConstDirectiveNode[]) => [
    ...new Set(directives.flatMap((each) => names.get(String(argumentsOf(each).graph)) ?? [])),
  ];
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    if (isMachinery(type.name.value)) continue;
    const ofType = graphsOf(uses(type.directives ?? [], 'join__type'));
    for (const { name, directives = [] } of type.fields ?? []) {
      const own = uses(directives, 'join__field');
      const graphs = own.length > 0 ? graphsOf(own.filter(isResolving)) : ofType;
      yield [`${type.name.value}.${name.value}`, graphs.sort()];
    }
  }
}

function isResolving(directive: ConstDirectiveNode): boolean {
  const { external, usedOverridden } = argumentsOf(directive);
  return external !== true && usedOverridden !== true;
}

/** Composition names a subgraph by an enum value: `back-office` is BACK_OFFICE. */
function graphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const prefix = 'join__Graph.';
  const values = [...directivesOf(document)].filter(([coordinate]) => coordinate.startsWith(prefix));
  return new Map(
    values.flatMap(([coordinate, directives]) => {
      const [graph] = uses(directives, 'join__graph');
      const name = graph === undefined ? undefined : argumentsOf(graph).name;
      return typeof name === 'string' ? [[coordinate.slice(prefix.length), name] as const] : [];
    }),
  );
}
