import { Kind, isAbstractType, isCompositeType, isNonNullType } from 'graphql';
import type { GraphQLCompositeType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { fieldTypeOn, sourcesOf } from '../shape/collect.js';
import type { Collected, Source } from '../shape/collect.js';
import { fieldSignature } from './field-signature.js';
import type { PlannerSupergraph } from './planner-supergraph.js';

/** The nodes of one response key that apply to one object, and so are one field. */
export type MergedField = Collected['nodes'];

/** A field with the type conditions, within its selection set, that it stands under. */
type ConditionedField = MergedField[number] & { readonly conditions: string };

interface Scope {
  readonly schema: GraphQLSchema;
  readonly supergraph: Pick<PlannerSupergraph, 'requiringFields'>;
}

/**
 * Whether a failure of a field that is asked for objects of one type can take away fields that are asked for objects of
 * another. The fields of a response path are fetched together for all objects there, and two kinds of fields take others
 * along: a non-null one makes its object null, and one with `@requires` leaves it out of the fetch when a requirement is
 * missing.
 * @param fields the field of one response path, as it is asked of different object types
 */
export function failureReachesOthers(scope: Scope, fields: readonly MergedField[]): boolean {
  const together = fields.flatMap((nodes) => sourcesOf({ nodes }));
  return fields.some((nodes) => isEndangered(scope, sourcesOf({ nodes }), together));
}

function isEndangered(scope: Scope, own: readonly Source[], together: readonly Source[]): boolean {
  const ownFields = fetchedFields(scope.schema, own);
  for (const [fetched, fields] of fetchedFields(scope.schema, together)) {
    const asked = ownFields.get(fetched) ?? [];
    const conditions = new Set(asked.map((field) => field.conditions));
    const added = conditions.has('') ? [] : fields.filter((field) => !conditions.has(field.conditions));
    if (added.some((field) => takesOthers(scope, field))) return true;
    if (asked.length === 0) continue;
    if (isEndangered(scope, sourcesOf({ nodes: asked }), sourcesOf({ nodes: fields }))) return true;
  }
  return false;
}

function takesOthers({ schema, supergraph }: Scope, { node, on }: ConditionedField): boolean {
  const name = node.name.value;
  if (isNonNullType(fieldTypeOn(on, name))) return true;
  const types = isAbstractType(on) ? schema.getPossibleTypes(on) : [on];
  return types.some((type) => supergraph.requiringFields.has(`${type.name}.${name}`));
}

/**
 * All fields by alias and signature, under any type conditions. One response key may stand for several fields, and the
 * planner fetches each under an alias of its own.
 */
function fetchedFields(
  schema: GraphQLSchema,
  sources: readonly Source[],
): ReadonlyMap<string, readonly ConditionedField[]> {
  const fields = new Map<string, ConditionedField[]>();
  const add = ({ selections }: SelectionSetNode, on: GraphQLCompositeType, conditions: string): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const fetched = `${node.alias?.value ?? ''}:${fieldSignature(node)}`;
        fields.set(fetched, [...(fields.get(fetched) ?? []), { node, on, conditions }]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const type = schema.getType(node.typeCondition?.name.value ?? on.name);
        const narrowed = type === on ? conditions : `${conditions} ${type?.name}`;
        if (isCompositeType(type)) add(node.selectionSet, type, narrowed);
      }
    }
  };
  for (const { set, on } of sources) add(set, on, '');
  return fields;
}
