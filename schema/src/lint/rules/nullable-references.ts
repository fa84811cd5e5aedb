import { Kind, type FieldDefinitionNode, type TypeNode } from 'graphql';
import type { Composition } from '../../compose/compose.js';
import { fieldsIn } from '../../graph/field-sets.js';
import { directive, fieldsOf, finding, namedType, stringArgument, type FieldElement } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * A field that another subgraph resolves is nullable, so that a failure costs clients only that field and not the whole
 * response. This covers references to entities of other subgraphs, and fields contributed to them.
 */
export const nullableReferences: Rule = {
  code: 'REFERENCE_NOT_NULLABLE',
  check: (composition) => {
    const homes = homesOf(composition);
    return fieldsOf(composition)
      .filter((element) => mayFailForOthers(element, homes))
      .map(({ subgraph, field, coordinate }) => ({
        ...finding(
          nullableReferences.code,
          subgraph,
          field,
          `${coordinate} is never null although another subgraph may fail to answer for it.`,
        ),
        hint: 'Drop the ! from what another subgraph gives: the field, and the entity inside lists too.',
      }));
  },
};

/** The home subgraphs of each entity. */
type Homes = ReadonlyMap<string, ReadonlySet<string>>;

function mayFailForOthers({ subgraph, type, field }: FieldElement, homes: Homes): boolean {
  if (isExternal(field)) return false;
  const isElsewhere = (name: string) => homes.get(name)?.has(subgraph.name) === false;
  const isContributed = isElsewhere(type.name.value) && !keyFields(type).has(field.name.value);
  if (isContributed && field.type.kind === Kind.NON_NULL_TYPE) return true;
  return isElsewhere(namedType(field.type)) && hasNonNullItem(field.type);
}

/** Whether the entity itself is never null, alone or as an item of lists. */
function hasNonNullItem(type: TypeNode): boolean {
  if (type.kind === Kind.LIST_TYPE) return hasNonNullItem(type.type);
  if (type.kind !== Kind.NON_NULL_TYPE) return false;
  return type.type.kind === Kind.NAMED_TYPE || hasNonNullItem(type.type);
}

/** The home of an entity is the subgraph with most of its fields besides the key, or each of several with as many. */
function homesOf({ subgraphs }: Composition): Homes {
  const fields = new Map<string, Map<string, number>>();
  for (const { subgraph, type, field } of fieldsOf({ subgraphs } as Composition)) {
    if (directive(type, 'key') === undefined) continue;
    const counts = fields.get(type.name.value) ?? new Map<string, number>();
    const contributes = keyFields(type).has(field.name.value) || isExternal(field) ? 0 : 1;
    counts.set(subgraph.name, (counts.get(subgraph.name) ?? 0) + contributes);
    fields.set(type.name.value, counts);
  }
  return new Map([...fields].map(([type, counts]) => [type, homeOf(counts)]));
}

function homeOf(counts: ReadonlyMap<string, number>): ReadonlySet<string> {
  const most = Math.max(...counts.values());
  return new Set([...counts].flatMap(([name, count]) => (count === most ? [name] : [])));
}

function isExternal(field: FieldDefinitionNode): boolean {
  return directive(field, 'external') !== undefined;
}

function keyFields(type: FieldElement['type']): ReadonlySet<string> {
  const keys = (type.directives ?? []).filter(({ name }) => name.value === 'key');
  return new Set(keys.flatMap((key) => [...fieldsIn(stringArgument(key, 'fields') ?? '')]));
}
