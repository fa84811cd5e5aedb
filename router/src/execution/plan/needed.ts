import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import { isIncluded } from '../shape/collect.js';
import type { FieldSets } from './field-sets.js';
import type { FetchOperation } from './selections.js';
import type { Conditions } from './steps.js';

/** A field of the entities, and the type it is written on. */
interface EntityField {
  readonly on: string;
  readonly name: string;
}

/**
 * What a fetch's representations need once it is known what is included. The planner puts a field that `@requires`
 * others into one fetch with fields that require nothing, and asks for those others only where it is included: then
 * no representation could be made, and the fields that require nothing would be lost.
 */
export function neededFields(
  { requires, serviceName }: FetchNode,
  operation: FetchOperation,
  conditions: Conditions,
  fieldSets: FieldSets,
): readonly QueryPlanSelectionNode[] | undefined {
  if (requires === undefined) return undefined;
  const { included, excluded } = entityFields(operation, conditions);
  const requiredBy = ({ on, name }: EntityField) => [...fieldSets.requiredBy(serviceName, on, name)];
  const spare = new Set(excluded.flatMap(requiredBy));
  if (spare.size === 0) return requires;
  const types = [...included, ...excluded].map(({ on }) => on);
  const kept = new Set([
    ...included.flatMap(requiredBy),
    ...types.flatMap((on) => [...fieldSets.keysOf(serviceName, on)]),
  ]);
  return requires.map((selection) =>
    selection.kind === 'InlineFragment'
      ? {
          ...selection,
          selections: selection.selections.filter(
            (field) => field.kind !== 'Field' || !spare.has(field.name) || kept.has(field.name),
          ),
        }
      : selection,
  );
}

function entityFields({ definition, fragments }: FetchOperation, conditions: Conditions) {
  const included: EntityField[] = [];
  const excluded: EntityField[] = [];
  const collect = (set: SelectionSetNode, on: string, isThere: boolean): void => {
    for (const node of set.selections) {
      const isStillThere = isThere && isIncluded(node, conditions);
      if (node.kind === Kind.FIELD) {
        (isStillThere ? included : excluded).push({ on, name: node.name.value });
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (fragment === undefined) continue;
      collect(fragment.selectionSet, fragment.typeCondition?.name.value ?? on, isStillThere);
    }
  };
  for (const entities of definition.selectionSet.selections) {
    if (entities.kind === Kind.FIELD && entities.selectionSet !== undefined) {
      collect(entities.selectionSet, '', true);
    }
  }
  return { included, excluded };
}
