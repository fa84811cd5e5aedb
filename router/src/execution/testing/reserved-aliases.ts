import { Kind, parse, visit } from 'graphql';
import type { DocumentNode, FieldNode } from 'graphql';
import { ALIAS_PREFIX } from '../alias-prefix.js';

/**
 * Plans read keys and required fields from the data by their names. A client's alias of such a name (`id: ownerId`)
 * would make the gateway send another value as the key and so answer with another entity; an alias `__typename` would
 * make it take one type for another. So the planner is given other names for those aliases.
 */
export interface ReservedAliases {
  /** The key under which a field's value is in the fetched data. */
  readonly readKey: (node: FieldNode) => string;
  /** The same operation without aliases that a plan could misread. The identical document when it has none. */
  rename(document: DocumentNode): DocumentNode;
  /** Converts a path in the fetched data to the client's response keys. */
  readonly clientPath: (path: readonly (string | number)[]) => readonly (string | number)[];
}

const FIELD_SETS: ReadonlySet<string> = new Set(['key', 'requires', 'provides']);

export function reserveAliases(supergraphSdl: string): ReservedAliases {
  const reserved = reservedNames(supergraphSdl);
  const isReserved = (node: FieldNode): boolean =>
    node.alias !== undefined &&
    node.alias.value !== node.name.value &&
    // The prefix is reserved too, so that no client's alias collides with one of ours.
    (reserved.has(node.alias.value) || node.alias.value.startsWith(ALIAS_PREFIX));
  const readKey = (node: FieldNode): string => {
    const key = node.alias?.value ?? node.name.value;
    return isReserved(node) ? ALIAS_PREFIX + key : key;
  };
  return {
    readKey,
    rename: (document) =>
      visit(document, {
        Field: (node) =>
          isReserved(node) ? { ...node, alias: { kind: Kind.NAME, value: readKey(node) } } : undefined,
      }),
    clientPath: (path) =>
      path.map((segment) =>
        typeof segment === 'string' && segment.startsWith(ALIAS_PREFIX)
          ? segment.slice(ALIAS_PREFIX.length)
          : segment,
      ),
  };
}

function reservedNames(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set(['__typename']);
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'join__type' && name.value !== 'join__field') return;
      for (const { name: argument, value } of given) {
        if (!FIELD_SETS.has(argument.value) || value.kind !== Kind.STRING) continue;
        visit(parse(`{ ${value.value} }`, { noLocation: true }), {
          Field: (field) => void names.add(field.name.value),
        });
      }
    },
  });
  return names;
}
