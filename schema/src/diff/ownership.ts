import { valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';
import type { Subgraph } from '../graph/subgraph.js';
import { coordinatesOf, parentOf } from '../graph/coordinates.js';
import type { Change } from './change.js';
import { elementsOf, uses } from './supergraph-elements.js';

/** Which subgraph resolves what, and by which keys entities are reached: no client sees it, every router does. */
export function diffOwnership(
  before: { readonly supergraphSdl: string; readonly subgraphs: readonly Subgraph[] },
  after: { readonly supergraphSdl: string; readonly subgraphs: readonly Subgraph[] },
): readonly Change[] {
  return [
    ...diffResolvers(before.supergraphSdl, after.supergraphSdl),
    ...diffKeys(keysOf(before.subgraphs), keysOf(after.subgraphs)),
  ];
}

function diffResolvers(before: string, after: string): readonly Change[] {
  const [was, is] = [resolversIn(before), resolversIn(after)];
  return [...was].flatMap(([coordinate, graphs]) => {
    const graphsNow = is.get(coordinate);
    if (graphsNow === undefined || graphsNow === graphs) return [];
    const text = `resolved by ${graphs} → ${graphsNow}`;
    return [{ severity: 'safe' as const, kind: 'RESOLVER_MOVED', coordinate, text }];
  });
}

/** The subgraphs that resolve each field, as text: `orders, products`. */
function resolversIn(supergraphSdl: string): ReadonlyMap<string, string> {
  const elements = elementsOf(supergraphSdl);
  const resolvers = new Map<string, string>();
  for (const [coordinate, directives] of elements) {
    const type = parentOf(coordinate);
    if (type === undefined || parentOf(type) !== undefined) continue;
    // Whoever refers to an entity has its key: that moves nothing.
    if (isKeyField(elements.get(type) ?? [], coordinate.slice(type.length + 1))) continue;
    const own = uses(directives, 'join__field');
    const graphs =
      own.length > 0 ? own.filter(isResolving).flatMap(graphOf) : graphsOfType(elements.get(type) ?? []);
    resolvers.set(coordinate, [...new Set(graphs)].sort().join(', '));
  }
  return resolvers;
}

function graphsOfType(directives: readonly ConstDirectiveNode[]): readonly string[] {
  return uses(directives, 'join__type').flatMap(graphOf);
}

function isKeyField(typeDirectives: readonly ConstDirectiveNode[], field: string): boolean {
  return uses(typeDirectives, 'join__type').some((directive) => {
    const { key } = argumentsOf(directive);
    return typeof key === 'string' && key.split(/\W+/).includes(field);
  });
}

function isResolving(directive: ConstDirectiveNode): boolean {
  const values = argumentsOf(directive);
  return values.external !== true && values.usedOverridden !== true;
}

function graphOf(directive: ConstDirectiveNode): readonly string[] {
  const { graph } = argumentsOf(directive);
  return typeof graph === 'string' ? [graph.toLowerCase()] : [];
}

function argumentsOf(directive: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

interface Key {
  readonly subgraph: string;
  readonly type: string;
  readonly fields: string;
}

function diffKeys(before: ReadonlyMap<string, Key>, after: ReadonlyMap<string, Key>): readonly Change[] {
  const gone = [...before].filter(([id]) => !after.has(id));
  const fresh = [...after].filter(([id]) => !before.has(id));
  return [
    ...gone.map(([, key]) => keyChange('dangerous', 'KEY_REMOVED', key, 'can no longer be reached')),
    ...fresh.map(([, key]) => keyChange('safe', 'KEY_ADDED', key, 'can now be reached')),
  ];
}

function keyChange(severity: Change['severity'], kind: string, key: Key, what: string): Change {
  const text = `${what} in ${key.subgraph} by @key "${key.fields}"`;
  return { severity, kind, coordinate: key.type, text, subgraph: key.subgraph };
}

/** Only resolvable keys: the others promise nothing. */
function keysOf(subgraphs: readonly Subgraph[]): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  for (const { name, document } of subgraphs) {
    for (const [type, node] of coordinatesOf(document)) {
      if (parentOf(type) !== undefined || !('directives' in node)) continue;
      for (const directive of uses((node.directives ?? []) as readonly ConstDirectiveNode[], 'key')) {
        const { fields, resolvable } = argumentsOf(directive);
        if (typeof fields !== 'string' || resolvable === false) continue;
        const normal = fields.replace(/\s+/g, ' ').trim();
        keys.set(`${name} ${type} ${normal}`, { subgraph: name, type, fields: normal });
      }
    }
  }
  return keys;
}
