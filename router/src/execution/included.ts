import { Kind } from 'graphql';
import type {
  DirectiveNode,
  FieldNode,
  FragmentDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { BARE_FIELD } from './bare-objects.js';
import { isCondition, isDefer, isIncluded } from './conditions.js';
import type { Conditions } from './conditions.js';
import { unconditionalDefer } from './incremental/deferred-fragments.js';
import type { OperationParts } from './operation.js';

/**
 * The part of an operation that is fetched for given conditions: without the excluded fields, without conditions, and
 * without introspection, which no subgraph answers and whose newest fields the planner rejects. The planner's own
 * handling of conditions is wrong: it puts unconditional and conditional fields into one fetch, which then fails
 * without the requirements of the conditional ones.
 * @param defers whether the fragments stay that are deferred under these conditions; otherwise none is
 * @returns null when no field is left
 */
export function fetchedPart(
  operation: OperationParts,
  conditions: Conditions,
  defers = false,
): OperationParts | null {
  return partOf(operation, {
    isKept: (node) => !isIntrospection(node) && isIncluded(node, conditions),
    directives: (given) =>
      given.flatMap((directive) => {
        if (isCondition(directive)) return [];
        if (!isDefer(directive)) return [directive];
        return defers ? (unconditionalDefer(directive, conditions) ?? []) : [];
      }),
  });
}

/** An operation without conditions and without the fields that they exclude. */
export function includedPart(operation: OperationParts, conditions: Conditions): OperationParts | null {
  return partOf(operation, {
    isKept: (node) => isIncluded(node, conditions),
    directives: (given) => given.filter((directive) => !isCondition(directive)),
  });
}

function partOf(operation: OperationParts, filter: Filter): OperationParts | null {
  const { selectionSet, ...rest } = operation.definition;
  const part = new OperationPart(operation, filter);
  const selections = part.of(selectionSet);
  if (selections.length === 0) return null;
  const definition = { ...rest, selectionSet: { ...selectionSet, selections } };
  const { fragments } = part;
  return {
    document: { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] },
    definition,
    fragments,
  };
}

function isIntrospection(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && (node.name.value === '__schema' || node.name.value === '__type');
}

interface Filter {
  readonly isKept: (node: SelectionNode) => boolean;
  /** The directives that are left. */
  readonly directives: (given: readonly DirectiveNode[]) => readonly DirectiveNode[];
}

class OperationPart {
  /** The fragments that are spread somewhere. */
  readonly fragments = new Map<string, FragmentDefinitionNode>();
  readonly #operation: OperationParts;
  readonly #filter: Filter;
  readonly #empty = new Set<string>();

  constructor(operation: OperationParts, filter: Filter) {
    this.#operation = operation;
    this.#filter = filter;
  }

  of({ selections }: SelectionSetNode): readonly SelectionNode[] {
    return selections.filter(this.#filter.isKept).flatMap((node) => this.#left(node));
  }

  #left(node: SelectionNode): readonly SelectionNode[] {
    const directives = this.#filter.directives(node.directives ?? []);
    if (node.kind === Kind.FIELD) return this.#field({ ...node, directives });
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      return this.#hasFragment(node.name.value) ? [{ ...node, directives }] : [];
    }
    const { selectionSet } = node;
    const selections = this.of(selectionSet);
    if (selections.length === 0) return [];
    return [{ ...node, directives, selectionSet: { ...selectionSet, selections } }];
  }

  #field(field: FieldNode): readonly FieldNode[] {
    const { selectionSet } = field;
    if (selectionSet === undefined) return [field];
    const left = this.of(selectionSet);
    const selections = left.length === 0 ? [BARE_FIELD] : left;
    return [{ ...field, selectionSet: { ...selectionSet, selections } }];
  }

  /** Whether any field of a fragment is left. */
  #hasFragment(name: string): boolean {
    if (this.fragments.has(name)) return true;
    const fragment = this.#operation.fragments.get(name);
    if (fragment === undefined || this.#empty.has(name)) return false;
    const { selectionSet } = fragment;
    const selections = this.of(selectionSet);
    if (selections.length === 0) this.#empty.add(name);
    else this.fragments.set(name, { ...fragment, selectionSet: { ...selectionSet, selections } });
    return selections.length > 0;
  }
}
