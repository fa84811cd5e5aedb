import {
  isTypeDefinitionNode,
  Kind,
  type DefinitionNode,
  type FieldDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { ROOT_TYPES } from '../lint/elements.js';
import { isMachinery, supergraphDocument } from '../diff/supergraph-elements.js';

/**
 * A part of a supergraph that can change on its own: a type, a root type without its fields, or a field of a root type.
 */
export type PlannedElement = TypeDefinitionNode | FieldDefinitionNode;

/** The parts of a supergraph on which plans depend. */
export interface PlanInputs {
  /** The parts on which every plan depends: the subgraphs, the directives and the features in use. */
  readonly common: readonly DefinitionNode[];
  /**
   * By coordinate. A root type is split, because operations share few of its fields: `Query` without fields, and each
   * `Query.field`.
   */
  readonly elements: ReadonlyMap<string, PlannedElement>;
}

export function planInputsOf(supergraphSdl: string): PlanInputs {
  const common: DefinitionNode[] = [];
  const elements = new Map<string, PlannedElement>();
  for (const definition of supergraphDocument(supergraphSdl).definitions) {
    if (!isTypeDefinitionNode(definition) || isMachinery(definition.name.value)) {
      common.push(definition);
      continue;
    }
    const { value: name } = definition.name;
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && ROOT_TYPES.has(name)) {
      elements.set(name, { ...definition, fields: [] });
      for (const field of definition.fields ?? []) elements.set(`${name}.${field.name.value}`, field);
    } else elements.set(name, definition);
  }
  return { common, elements };
}
