import { GraphQLError, Kind, isAbstractType, print, visit } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { ALIAS_PREFIX } from '../alias-prefix.js';
import { BARE_KEY } from '../bare-objects.js';
import type { OperationParts } from '../operation.js';
import { collectFields, sourcesOf } from '../shape/collect.js';
import type { Source } from '../shape/collect.js';
import { meetsCondition } from '../type-relations.js';
import { failureReachesOthers } from './failure-reach.js';
import type { MergedField } from './failure-reach.js';
import { fieldSignature } from './field-signature.js';
import { inlineFragments } from './inline-fragments.js';
import type { PlannerSupergraph } from './planner-supergraph.js';
import { separateFields } from './separate-fields.js';
import type { SeparateFields } from './separate-fields.js';

/** An operation in which no response key can be mistaken for another. */
export interface AliasedOperation {
  /** The very operation that was given when it has no such key. */
  readonly operation: OperationParts;
  /** The client's response keys by the aliases that stand for them. */
  readonly clientKeys: ReadonlyMap<string, string>;
}

/** How many sets of fields are looked at in one operation: more than that no client needs, and each costs time. */
const MAX_FIELD_SETS = 4_000;

const NO_FRAGMENTS: ReadonlyMap<string, FragmentDefinitionNode> = new Map();

/**
 * Apollo's planner merges the fields of a response path by their response keys, whatever types the objects around them
 * are of, and its plans read keys and required fields by name. GraphQL allows one response key to stand for different
 * fields or arguments under different object types, and clients to call any field by the name of a key. So response
 * keys that stand for more than one thing where they meet, and those that a plan would misread, get aliases.
 *
 * @param apiSchema the operation is valid against it
 */
export function aliasResponseKeys(
  operation: OperationParts,
  apiSchema: GraphQLSchema,
  supergraph: Misreadable,
): AliasedOperation {
  const { definition, fragments } = operation;
  const rootType = apiSchema.getRootType(definition.operation);
  if (rootType === undefined || rootType === null) throw new Error('The schema has no such root type.');
  let selectionSet =
    fragments.size === 0 ? definition.selectionSet : inlineFragments(definition.selectionSet, fragments);
  const budget: Budget = { fieldSetsLeft: MAX_FIELD_SETS };
  let aliases = new ResponseAliases(apiSchema, supergraph, budget);
  aliases.visitPath([[{ set: selectionSet, on: rootType }]]);
  while (aliases.separate.size > 0) {
    selectionSet = separateFields(selectionSet, aliases.separate);
    aliases = new ResponseAliases(apiSchema, supergraph, budget);
    aliases.visitPath([[{ set: selectionSet, on: rootType }]]);
  }
  if (aliases.byField.size === 0) return { operation, clientKeys: aliases.clientKeys };
  const aliased = visit(
    { ...definition, selectionSet },
    {
      Field: (node) => {
        const alias = aliases.byField.get(node);
        return alias === undefined ? undefined : { ...node, alias: { kind: Kind.NAME, value: alias } };
      },
    },
  );
  return {
    operation: {
      document: { kind: Kind.DOCUMENT, definitions: [aliased] },
      definition: aliased,
      fragments: NO_FRAGMENTS,
    },
    clientKeys: aliases.clientKeys,
  };
}

/** The selection sets that apply to one object together. */
type MergedSet = readonly Source[];

/** A field as it is asked of objects of some types. */
interface AskedField {
  readonly nodes: MergedField;
  readonly types: Set<string>;
}

/** The sets of fields that may still be looked at while fields are separated, one level after the other. */
interface Budget {
  fieldSetsLeft: number;
}

/** The names that a plan would misread, and the fields whose failures reach others. */
type Misreadable = Pick<PlannerSupergraph, 'readNames' | 'readWithoutArguments' | 'requiringFields'>;

class ResponseAliases {
  /** The fields to be separated before anything below them can have aliases. */
  separate: SeparateFields = new Map();
  readonly byField = new Map<FieldNode, string>();
  readonly clientKeys = new Map<string, string>();
  readonly #scope;
  readonly #supergraph: Misreadable;
  readonly #budget: Budget;
  readonly #numbers = new Map<string, number>();

  constructor(schema: GraphQLSchema, supergraph: Misreadable, budget: Budget) {
    this.#scope = { schema, supergraph, fragments: NO_FRAGMENTS, conditions: new Map<string, never>() };
    this.#budget = budget;
    this.#supergraph = supergraph;
  }

  /** @param sets for each way in which an object can come to be at a response path, what is asked of it */
  visitPath(sets: readonly MergedSet[]): void {
    const byKey = new Map<string, AskedField[]>();
    for (const set of sets) {
      for (const types of this.#typeClasses(set)) {
        this.#budget.fieldSetsLeft -= 1;
        if (this.#budget.fieldSetsLeft < 0) throw tooComplex();
        for (const [key, { nodes }] of collectFields(this.#scope, types[0], set)) {
          const fields = byKey.get(key) ?? [];
          byKey.set(key, fields);
          const known = fields.find((field) => isSame(field.nodes, nodes));
          if (known === undefined) fields.push({ nodes, types: new Set(types) });
          else for (const type of types) known.types.add(type);
        }
      }
    }
    for (const [key, fields] of byKey) this.#visitKey(key, fields);
  }

  #visitKey(key: string, fields: readonly AskedField[]): void {
    const groups = fetchedTogether(fields.map(({ nodes }) => nodes));
    const isAmbiguous = groups.length > 1 || groups.some(([field]) => this.#isMisread(key, field?.[0]?.node));
    const counts = new Map<string, number>();
    for (const group of groups) {
      if (isAmbiguous) {
        const signature = `${key} ${signatureOf(group)}`;
        const count = counts.get(signature) ?? 0;
        counts.set(signature, count + 1);
        this.#alias(key, `${signature} ${count}`, group);
      }
      if (this.#separates(fields.filter(({ nodes }) => group.includes(nodes)))) continue;
      const below = group.map((nodes) => sourcesOf({ nodes })).filter((sources) => sources.length > 0);
      if (below.length > 0) this.visitPath(below);
    }
  }

  /** @returns whether a failure of what is asked of one type would reach what is asked of another */
  #separates(fields: readonly AskedField[]): boolean {
    if (fields.length === 1 || !isAskedOnceOfEachType(fields)) return false;
    const reaches = failureReachesOthers(
      this.#scope,
      fields.map(({ nodes }) => nodes),
    );
    if (!reaches) return false;
    const typeSets = new Map<FieldNode, ReadonlySet<string>[]>();
    for (const { nodes, types } of fields) {
      for (const { node } of nodes) typeSets.set(node, [...(typeSets.get(node) ?? []), types]);
    }
    const shared = [...typeSets].filter(([, sets]) => sets.length > 1);
    this.separate = new Map([...this.separate, ...shared]);
    return shared.length > 0;
  }

  #alias(key: string, name: string, group: readonly MergedField[]): void {
    const number = this.#numbers.get(name) ?? this.#numbers.size;
    this.#numbers.set(name, number);
    const alias = `${ALIAS_PREFIX}${number}_${key}`;
    this.clientKeys.set(alias, key);
    for (const nodes of group) for (const { node } of nodes) this.byField.set(node, alias);
  }

  /** Whether a plan would take a field for another one, which it reads by name. */
  #isMisread(key: string, node: FieldNode | undefined): boolean {
    if (node === undefined) return false;
    const { readNames, readWithoutArguments } = this.#supergraph;
    if (key.startsWith(ALIAS_PREFIX)) return key !== BARE_KEY || node.name.value !== '__typename';
    if (key !== node.name.value) return readNames.has(key);
    return (node.arguments ?? []).length > 0 && readWithoutArguments.has(key);
  }

  /** The object types that an object can be of, those together that meet the same conditions. */
  #typeClasses(set: MergedSet): Iterable<[string, ...string[]]> {
    const { schema } = this.#scope;
    const conditions = new Set<string>();
    for (const source of set) addConditions(source.set, conditions);
    const classes = new Map<string, [string, ...string[]]>();
    for (const name of possibleTypes(schema, set)) {
      const met = [...conditions].map((condition) => (meetsCondition(schema, name, condition) ? '1' : '0'));
      const mask = met.join('');
      const known = classes.get(mask);
      if (known === undefined) classes.set(mask, [name]);
      else known.push(name);
    }
    return classes.values();
  }
}

function isAskedOnceOfEachType(fields: readonly AskedField[]): boolean {
  const types = fields.flatMap((field) => [...field.types]);
  return new Set(types).size === types.length;
}

/** The object types of which an object can be when all these sets apply to it. */
function possibleTypes(schema: GraphQLSchema, set: MergedSet): readonly string[] {
  const [first, ...others] = set.map(({ on }) => on);
  if (first === undefined) return [];
  const names = isAbstractType(first) ? schema.getPossibleTypes(first).map(({ name }) => name) : [first.name];
  const different = others.filter((on) => on !== first);
  return names.filter((name) => different.every((on) => meetsCondition(schema, name, on.name)));
}

function addConditions({ selections }: SelectionSetNode, conditions: Set<string>): void {
  for (const node of selections) {
    if (node.kind !== Kind.INLINE_FRAGMENT) continue;
    if (node.typeCondition !== undefined) conditions.add(node.typeCondition.name.value);
    addConditions(node.selectionSet, conditions);
  }
}

function isSame(one: MergedField, other: MergedField): boolean {
  return one.length === other.length && one.every(({ node }, index) => node === other[index]?.node);
}

/**
 * Groups the fields of one key at one path: those that have a node in common are one field that several types have;
 * others are one if they ask the same. Leaves of one signature are.
 */
function fetchedTogether(fields: readonly MergedField[]): readonly (readonly MergedField[])[] {
  if (fields.length === 1) return [fields];
  const connected: MergedField[][] = [];
  for (const field of fields) {
    const touched = connected.filter((group) => group.some((other) => shareNodes(field, other)));
    const merged = [...touched.flat(), field];
    for (const group of touched) connected.splice(connected.indexOf(group), 1);
    connected.push(merged);
  }
  if (connected.length === 1) return connected;
  const byText = new Map<string, MergedField[]>();
  for (const group of connected) {
    const text = `${signatureOf(group)} ${selectionOf(group)}`;
    byText.set(text, [...(byText.get(text) ?? []), ...group]);
  }
  return [...byText.values()];
}

function shareNodes(one: MergedField, other: MergedField): boolean {
  return one.some(({ node }) => other.some((candidate) => candidate.node === node));
}

function signatureOf(group: readonly MergedField[]): string {
  const node = group[0]?.[0]?.node;
  return node === undefined ? '' : fieldSignature(node);
}

/** The selections of a group's fields, each once, whatever their order. */
function selectionOf(group: readonly MergedField[]): string {
  const texts = new Set<string>();
  const add = (node: SelectionNode) => texts.add(print(node));
  for (const nodes of group) for (const { node } of nodes) node.selectionSet?.selections.forEach(add);
  return [...texts].sort().join(' ');
}

function tooComplex(): GraphQLError {
  return new GraphQLError(
    'The operation asks too many different things of too many types: ask for less, or in several operations.',
    { extensions: { code: 'OPERATION_TOO_COMPLEX' } },
  );
}
