import { directivesOf, parentOf } from '../graph/coordinates.js';
import { fieldsIn, fieldSetsOf, leavesOf } from '../graph/field-sets.js';
import type { Subgraph } from '../graph/subgraph.js';
import type { Change } from './change.js';
import { resolversOf } from './resolvers.js';
import { elementsOf } from './supergraph-elements.js';
import { argumentsOf, uses } from '../graph/directives.js';

/** Compares the subgraphs that resolve each field, and the keys of entities. Routers see these, but clients do not. */
export function diffOwnership(
  before: { readonly supergraphSdl: string; readonly subgraphs: readonly Subgraph[] },
  after: { readonly supergraphSdl: string; readonly subgraphs: readonly Subgraph[] },
): readonly Change[] {
  return [
    ...diffResolvers(before.supergraphSdl, after.supergraphSdl),
    ...diffKeys(before.subgraphs, after.subgraphs),
    ...diffKeyOrder(before.subgraphs, after.subgraphs),
  ];
}

function diffResolvers(before: string, after: string): readonly Change[] {
  const is = resolversOf(after);
  return [...resolversOf(before)].flatMap(([coordinate, graphs]) => {
    const [from, to] = [graphs.join(', '), is.get(coordinate)?.join(', ') ?? ''];
    // Every subgraph that refers to an entity has its key, so a key field does not move data.
    if (to === '' || to === from || isKeyField(before, coordinate) || isKeyField(after, coordinate))
      return [];
    const text = `resolved by ${from} → ${to}`;
    return [{ severity: 'safe' as const, kind: 'RESOLVER_MOVED', coordinate, text }];
  });
}

function isKeyField(supergraphSdl: string, coordinate: string): boolean {
  const type = parentOf(coordinate) ?? '';
  return uses(elementsOf(supergraphSdl).get(type) ?? [], 'join__type').some((directive) => {
    const { key } = argumentsOf(directive);
    return typeof key === 'string' && fieldsIn(key).has(coordinate.slice(type.length + 1));
  });
}

interface Key {
  readonly subgraph: string;
  readonly type: string;
  readonly fields: string;
}

/** Compares the keys of entities. */
export function diffKeys(
  subgraphsBefore: readonly Subgraph[],
  subgraphsAfter: readonly Subgraph[],
): readonly Change[] {
  const [before, after] = [keysOf(subgraphsBefore), keysOf(subgraphsAfter)];
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

/** Subgraphs that declare their keys in another order: routers use the first key whose fields they have. */
function diffKeyOrder(
  subgraphsBefore: readonly Subgraph[],
  subgraphsAfter: readonly Subgraph[],
): readonly Change[] {
  const after = new Map(subgraphsAfter.map((subgraph) => [subgraph.name, subgraph]));
  return subgraphsBefore.flatMap((was) => {
    const is = after.get(was.name);
    if (is === undefined) return [];
    return [...directivesOf(was.document).keys()].flatMap((type) => {
      const [from, to] = [keyList(was, type), keyList(is, type)];
      if (from.join() === to.join() || [...from].sort().join() !== [...to].sort().join()) return [];
      const text = `keys in another order in ${was.name}: ${from.join(', ')} → ${to.join(', ')}`;
      return [
        { severity: 'safe' as const, kind: 'KEY_ORDER_CHANGED', coordinate: type, text, subgraph: was.name },
      ];
    });
  });
}

function keyList(subgraph: Subgraph, type: string): readonly string[] {
  return fieldSetsOf(subgraph, type, 'key').map((fields) => `"${[...leavesOf(fields)].sort().join(' ')}"`);
}

/** The resolvable keys: a router cannot use the others. The order of the fields in a key is irrelevant. */
function keysOf(subgraphs: readonly Subgraph[]): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  for (const subgraph of subgraphs) {
    for (const type of directivesOf(subgraph.document).keys()) {
      for (const fields of fieldSetsOf(subgraph, type, 'key')) {
        const id = [subgraph.name, type, ...[...leavesOf(fields)].sort()].join(' ');
        keys.set(id, { subgraph: subgraph.name, type, fields: fields.replace(/[\s,]+/g, ' ').trim() });
      }
    }
  }
  return keys;
}
