import {
  Kind,
  parse,
  type ASTNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { parentOf } from '../graph/coordinates.js';
import type { PlannedElement, PlanInputs } from './inputs.js';
import { argumentsOf, uses } from '../graph/directives.js';

/** Stands for every element: an element with an unknown dependency depends on all. */
export const ANYTHING = '*';

type Elements = PlanInputs['elements'];

/**
 * The other elements on which a plan through this element depends, no matter which of its fields are selected: its
 * possible types, and the types whose fields routers fetch for its keys, @requires and @provides. May yield an element
 * twice.
 */
export function* dependenciesOf(
  coordinate: string,
  element: PlannedElement,
  elements: Elements,
): Generator<string> {
  if (element.kind === Kind.FIELD_DEFINITION) {
    yield* ofField(parentOf(coordinate) ?? coordinate, element, elements);
    return;
  }
  if ('types' in element) for (const { name } of element.types ?? []) yield name.value;
  yield* ofFieldSets(element, 'join__type', 'key', coordinate, elements);
  yield* entityInterfaces(element, elements);
  for (const field of fieldsOf(element)) yield* ofField(coordinate, field, elements);
}

/** A router can reach a type through its interfaces that have a key, and through no others. */
function* entityInterfaces(element: PlannedElement, elements: Elements): Generator<string> {
  if (!('interfaces' in element)) return;
  for (const { name } of element.interfaces ?? []) {
    const directives = uses(elements.get(name.value)?.directives ?? [], 'join__type');
    if (directives.some((each) => 'key' in argumentsOf(each))) yield name.value;
  }
}

function* ofField(type: string, field: FieldDefinitionNode, elements: Elements): Generator<string> {
  yield* ofFieldSets(field, 'join__field', 'requires', type, elements);
  yield* ofFieldSets(field, 'join__field', 'provides', namedType(field.type), elements);
  if (uses(field.directives ?? [], 'join__field').some((each) => 'contextArguments' in argumentsOf(each)))
    yield ANYTHING;
}

/** The types from which the field sets in an element's directives select fields. */
function* ofFieldSets(
  { directives = [] }: PlannedElement,
  directive: string,
  argument: string,
  type: string,
  elements: Elements,
): Generator<string> {
  const given = uses(directives, directive).map((each) => argumentsOf(each)[argument]);
  for (const fieldSet of new Set(given)) {
    if (typeof fieldSet !== 'string') continue;
    const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
    if (definition?.kind === Kind.OPERATION_DEFINITION)
      yield* selectedFrom(type, definition.selectionSet, elements);
  }
}

function* selectedFrom(
  type: string,
  { selections }: SelectionSetNode,
  elements: Elements,
): Generator<string> {
  yield type;
  const element = elements.get(type);
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* selectedFrom(selection.typeCondition?.name.value ?? type, selection.selectionSet, elements);
      continue;
    }
    const field = fieldsOf(element).find(({ name }) => name.value === selection.name.value);
    if (field === undefined) yield ANYTHING;
    else yield* selectedFrom(namedType(field.type), selection.selectionSet, elements);
  }
}

function fieldsOf(element: ASTNode | undefined): readonly FieldDefinitionNode[] {
  const hasFields =
    element?.kind === Kind.OBJECT_TYPE_DEFINITION || element?.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return hasFields ? (element.fields ?? []) : [];
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
