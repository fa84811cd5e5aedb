import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../execution/operation.js';

/** The limits of an operation's size, for all schemas. */
export interface StructureLimits {
  /** Levels of nested fields. */
  readonly depth: number;
  /** Fields and fragments after all fragments are spread. */
  readonly selections: number;
  /** Aliases, those of `__typename` included. */
  readonly aliases: number;
  /** Fields of the root type. */
  readonly rootFields: number;
  /** Directives in the document. Each distinct `@include` can double the number of plans. */
  readonly directives: number;
  /** The limit of variables, of fragments and of operations. */
  readonly definitions: number;
}

export const defaultStructureLimits: StructureLimits = {
  depth: 20,
  selections: 1_000,
  aliases: 30,
  rootFields: 20,
  directives: 25,
  definitions: 100,
};

interface Measure {
  depth: number;
  selections: number;
  aliases: number;
  directives: number;
  /** Fields of the selection's own level, those in its fragments included. */
  fields: number;
}

/**
 * Measures a document before its validation, which compares all fields of one name with each other. Spreading nested
 * fragments is exponential, so each fragment is measured once and its numbers are added where it is spread.
 *
 * @returns the exceeded limit, in words for the client; undefined when no limit is exceeded
 */
export function findExcess(document: DocumentNode, limits: StructureLimits): string | undefined {
  const fragments = fragmentsOf(document);
  if (document.definitions.length > limits.definitions) {
    return exceed('operations and fragments', document.definitions.length, limits.definitions);
  }
  const measured = new Map<string, Measure>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const variables = definition.variableDefinitions?.length ?? 0;
    if (variables > limits.definitions) return exceed('variables', variables, limits.definitions);
    const whole = measureSelections(definition.selectionSet, fragments, measured);
    const excess =
      compare('levels', whole.depth, limits.depth) ??
      compare('fields and fragments', whole.selections, limits.selections) ??
      compare('aliases', whole.aliases, limits.aliases) ??
      compare('root fields', whole.fields, limits.rootFields) ??
      compare('directives', whole.directives, limits.directives);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

function compare(what: string, count: number, limit: number): string | undefined {
  return count > limit ? exceed(what, count, limit) : undefined;
}

function exceed(what: string, count: number, limit: number): string {
  const told = Number.isFinite(count) && count < 1e6 ? String(count) : 'too many';
  return `The operation has ${told} ${what}; at most ${limit} are allowed. Ask for less, or in several requests.`;
}

const nothing: Measure = { depth: 0, selections: 0, aliases: 0, directives: 0, fields: 0 };

function measureSelections(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  measured: Map<string, Measure>,
): Measure {
  const sum = { ...nothing };
  for (const selection of selections) {
    const inner = measureInner(selection, fragments, measured);
    const isField = selection.kind === Kind.FIELD;
    sum.depth = Math.max(sum.depth, inner.depth + (isField ? 1 : 0));
    sum.selections += inner.selections + 1;
    sum.aliases += inner.aliases + (isField && selection.alias !== undefined ? 1 : 0);
    sum.directives += inner.directives + (selection.directives?.length ?? 0);
    sum.fields += isField ? 1 : inner.fields;
  }
  return sum;
}

function measureInner(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  measured: Map<string, Measure>,
): Measure {
  if (selection.kind !== Kind.FRAGMENT_SPREAD) {
    const { selectionSet } = selection;
    return selectionSet === undefined ? nothing : measureSelections(selectionSet, fragments, measured);
  }
  const name = selection.name.value;
  const known = measured.get(name);
  if (known !== undefined) return known;
  const fragment = fragments.get(name);
  if (fragment === undefined) return nothing;
  // A fragment that spreads itself ends here. Validation refuses it.
  measured.set(name, nothing);
  const measure = measureSelections(fragment.selectionSet, fragments, measured);
  measured.set(name, measure);
  return measure;
}
