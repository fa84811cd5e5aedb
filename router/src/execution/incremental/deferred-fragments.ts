import { Kind, OperationTypeNode, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, SelectionNode, SelectionSetNode } from 'graphql';
import { conditionOf, holds, isDefer } from '../conditions.js';
import type { Conditions } from '../conditions.js';
import type { OperationParts } from '../operation.js';
import { inlineFragments } from '../plan/inline-fragments.js';

/** A fragment that an operation defers. It is known by its index in the operation's list. */
export interface DeferredFragment {
  /** The client's label. */
  readonly label: string | undefined;
  /** The index of the deferred fragment around it. */
  readonly parent: number | undefined;
}

/** An operation in which the label of each `@defer` is the index of its fragment. */
export interface LabelledOperation {
  readonly parts: OperationParts;
  readonly fragments: readonly DeferredFragment[];
}

/**
 * Labels the deferred fragments of a query. Named fragments are inlined, because one that is spread twice can be
 * deferred at two places. Mutations and subscriptions are answered whole: their `@defer` is removed.
 */
export function labelDeferredFragments(parts: OperationParts): LabelledOperation {
  if (!asksToDefer(parts.document)) return { parts, fragments: [] };
  const { definition } = parts;
  const labels = new Labels(definition.operation === OperationTypeNode.QUERY);
  const inlined = inlineFragments(definition.selectionSet, parts.fragments);
  const labelled = { ...definition, selectionSet: labels.label(inlined, undefined) };
  return {
    parts: {
      document: { kind: Kind.DOCUMENT, definitions: [labelled] },
      definition: labelled,
      fragments: new Map(),
    },
    fragments: labels.fragments,
  };
}

/** @returns the index of the fragment that the selection defers; `undefined` when it defers none */
export function deferredBy(
  { directives }: { readonly directives?: readonly DirectiveNode[] | undefined },
  conditions: Conditions,
): number | undefined {
  const directive = directives?.find(isDefer);
  if (directive === undefined || !isDeferred(directive, conditions)) return undefined;
  return indexOf(directive);
}

/** The label that the planner sees, without a condition; `undefined` when the condition does not hold. */
export function unconditionalDefer(
  directive: DirectiveNode,
  conditions: Conditions,
): DirectiveNode | undefined {
  return isDeferred(directive, conditions) ? deferNode(String(indexOf(directive))) : undefined;
}

/** The index of the fragment in a label. A fragment that stands at several places of the plan has several labels. */
export function indexInLabel(label: string | undefined): number {
  return Number.parseInt(label ?? '', 10);
}

/** The same document in which each label stands once, because a plan has one part for each label. */
export function distinguishLabels(document: DocumentNode): DocumentNode {
  const counts = new Map<string, number>();
  return visit(document, {
    Directive: (directive) => {
      if (!isDefer(directive)) return undefined;
      const label = String(indexOf(directive));
      const count = counts.get(label) ?? 0;
      counts.set(label, count + 1);
      return count === 0 ? undefined : deferNode(`${label}:${count}`);
    },
  });
}

function isDeferred(directive: DirectiveNode, conditions: Conditions): boolean {
  return conditionOf(directive) === undefined || holds(directive, conditions);
}

function indexOf(directive: DirectiveNode): number {
  return indexInLabel(labelOf(directive));
}

function labelOf({ arguments: given }: DirectiveNode): string | undefined {
  const value = given?.find(({ name }) => name.value === 'label')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function deferNode(label: string, condition: DirectiveNode['arguments'] = []): DirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'defer' },
    arguments: [
      ...condition.filter(({ name }) => name.value === 'if'),
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'label' },
        value: { kind: Kind.STRING, value: label },
      },
    ],
  };
}

/** Whether a document, or a part of one, has a `@defer`. */
export function asksToDefer(node: DocumentNode | SelectionSetNode): boolean {
  let isFound = false;
  visit(node, { Directive: (directive) => void (isFound ||= isDefer(directive)) });
  return isFound;
}

class Labels {
  readonly fragments: DeferredFragment[] = [];
  readonly #isDeferring: boolean;

  constructor(isDeferring: boolean) {
    this.#isDeferring = isDeferring;
  }

  /** @param parent the deferred fragment around the selections */
  label({ selections }: SelectionSetNode, parent: number | undefined): SelectionSetNode {
    return { kind: Kind.SELECTION_SET, selections: selections.map((node) => this.#selection(node, parent)) };
  }

  #selection(node: SelectionNode, parent: number | undefined): SelectionNode {
    if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) return node;
    const { directives = [], selectionSet } = node;
    const defer = directives.find(isDefer);
    if (node.kind === Kind.FIELD || defer === undefined) {
      return { ...node, selectionSet: this.label(selectionSet, parent) };
    }
    const others = directives.filter((directive) => directive !== defer);
    const condition = conditionOf(defer);
    if (!this.#isDeferring || (condition?.kind === Kind.BOOLEAN && !condition.value)) {
      return { ...node, directives: others, selectionSet: this.label(selectionSet, parent) };
    }
    const index = this.fragments.push({ label: labelOf(defer), parent }) - 1;
    const labelled = deferNode(String(index), defer.arguments);
    return { ...node, directives: [...others, labelled], selectionSet: this.label(selectionSet, index) };
  }
}
