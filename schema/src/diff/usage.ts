import {
  TypeInfo,
  visit,
  visitInParallel,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { collectConditions, type Conditions } from './usage-conditions.js';
import { collectInputs, type Inputs } from './usage-inputs.js';
import { collectSelections, type Selections } from './usage-selections.js';

/** The elements of a schema that an operation relies on, as far as a change to them could break it. */
export interface Usage extends Selections, Inputs, Conditions {}

const cache = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Usage>>();

/** The elements on which an operation relies. Cached, because changes and plans are both compared with them. */
export function usageOf(document: DocumentNode, schema: GraphQLSchema): Usage {
  const bySchema = cache.get(schema) ?? new WeakMap<DocumentNode, Usage>();
  cache.set(schema, bySchema);
  const usage = bySchema.get(document) ?? readUsage(document, schema);
  bySchema.set(document, usage);
  return usage;
}

function readUsage(document: DocumentNode, schema: GraphQLSchema): Usage {
  const info = new TypeInfo(schema);
  const selections = collectSelections(info, schema);
  const inputs = collectInputs(info, document);
  const conditions = collectConditions(info, schema, document);
  const parts = [selections, inputs, conditions].map(({ visitor }) => visitor);
  visit(document, visitWithTypeInfo(info, visitInParallel(parts)));
  return { ...selections.found(), ...inputs.found(), ...conditions.found() };
}
