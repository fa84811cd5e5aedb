import { Kind, type FieldDefinitionNode, type TypeNode } from 'graphql';
import type { Composition } from '../../compose/compose.js';
import { directive, fieldsOf, finding, namedType, stringArgument, type FieldElement } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * What another subgraph resolves is nullable, so that its failure costs a client that field and not the whole answer:
 * references to entities at home elsewhere, and fields contributed to them.
 */
export const nullableReferences: Rule = {
  code: 'REFERENCE_NOT_NULLABLE',
  check: (composition) => {
    const homes = homesOf(composition);
    return fieldsOf(composition)
      .filter((element) => crossesOver(element, homes) && hasNonNullObject(element))
      .map(({ subgraph, field, coordinate }) => ({
        ...finding(
          nullableReferences.code,
          subgraph,
          field,
          `${coordinate} is never null although another subgraph may fail to answer for it.`,
        ),
        hint: 'Drop the ! from the entity, inside lists too.',
      }));
  },
};

type Homes = ReadonlyMap<string, string>;

function crossesOver({ subgraph, type, field }: FieldElement, homes: Homes): boolean {
  if (directive(field, 'external') !== undefined) return false;
  const target = homes.get(namedType(field.type));
  if (target !== undefined && target !== subgraph.name) return true;
  const owner = homes.get(type.name.value);
  return owner !== undefined && owner !== subgraph.name && !keyFields(type).has(field.name.value);
}

/** Contributed fields must be nullable themselves; references wherever the entity stands. */
function hasNonNullObject({ field }: FieldElement): boolean {
  const isNonNull = (type: TypeNode): boolean => {
    if (type.kind === Kind.NON_NULL_TYPE) return isNonNull(type.type) || !isListType(type.type);
    return type.kind === Kind.LIST_TYPE && isNonNull(type.type);
  };
  return isNonNull(field.type);
}

function isListType(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE;
}

/** The subgraph an entity is at home in: the one that gives it the most fields beside its key. */
function homesOf({ subgraphs }: Composition): Homes {
  const fields = new Map<string, Map<string, number>>();
  for (const { subgraph, type, field } of fieldsOf({ subgraphs } as Composition)) {
    if (directive(type, 'key') === undefined) continue;
    const counts = fields.get(type.name.value) ?? new Map<string, number>();
    const contributes = keyFields(type).has(field.name.value) || isExternal(field) ? 0 : 1;
    counts.set(subgraph.name, (counts.get(subgraph.name) ?? 0) + contributes);
    fields.set(type.name.value, counts);
  }
  return new Map([...fields].flatMap(([type, counts]) => homeOf(type, counts)));
}

function homeOf(type: string, counts: ReadonlyMap<string, number>): readonly (readonly [string, string])[] {
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  if (first === undefined || second?.[1] === first[1]) return [];
  return [[type, first[0]]];
}

function isExternal(field: FieldDefinitionNode): boolean {
  return directive(field, 'external') !== undefined;
}

function keyFields(type: FieldElement['type']): ReadonlySet<string> {
  const sets = (type.directives ?? []).filter(({ name }) => name.value === 'key');
  return new Set(sets.flatMap((key) => (stringArgument(key, 'fields') ?? '').match(/\w+/g) ?? []));
}
