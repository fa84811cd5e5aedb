import { StartError } from '@supergraph/service-kit/service';
import { Kind, parse, valueFromASTUntyped } from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  SelectionSetNode,
  TypeDefinitionNode,
} from 'graphql';
import { isRecord } from '../execution/faults.js';
import type { AuthorizationNames } from './strip.js';

/** One requirement: the caller is signed in, or has all names of at least one group. */
export interface Clause {
  readonly kind: 'authenticated' | 'scopes' | 'policies';
  readonly anyOf: readonly (readonly string[])[];
}

/** Indexes of the clauses that must all hold. */
export type Requirement = ReadonlySet<number>;

/** The requirements of a whole supergraph, read once. */
export interface Requirements {
  readonly clauses: readonly Clause[];
  ofType(type: string): Requirement;
  ofField(type: string, field: string): Requirement;
}

const nothing: Requirement = new Set();

/**
 * Reads the requirements of each type and field. Beyond its own directives,
 * - an interface and its fields have the requirements of all implementations, since a query on the interface shows
 * them;
 * - a field with `@requires` or `@fromContext` has the requirements of its inputs, since its value may reveal theirs.
 * Composition adds both since about 2.9.5. This function adds them for supergraphs that other tools made.
 */
export function readRequirements(document: DocumentNode, names: AuthorizationNames): Requirements {
  const clauses = createClauses(names);
  const types = new Map<string, Set<number>>();
  const fields = new Map<string, Map<string, Set<number>>>();
  const definitions = document.definitions.filter(isTypeDefinition);
  for (const definition of definitions) {
    types.set(definition.name.value, clauses.read(definition.directives));
    fields.set(
      definition.name.value,
      new Map(fieldsOf(definition).map((field) => [field.name.value, clauses.read(field.directives)])),
    );
  }
  const table: Requirements = {
    clauses: clauses.all,
    ofType: (type) => types.get(type) ?? nothing,
    ofField: (type, field) => fields.get(type)?.get(field) ?? nothing,
  };
  // A field's input may be computed too, or be an interface's field, so this repeats until nothing changes.
  let before;
  do {
    before = countClauses(fields);
    for (const definition of definitions) addToInterfaces(definition, types, fields);
    for (const definition of definitions) addRequired(definition, definitions, table, fields);
  } while (countClauses(fields) !== before);
  return table;
}

function countClauses(fields: ReadonlyMap<string, ReadonlyMap<string, Requirement>>): number {
  let count = 0;
  for (const ofType of fields.values()) for (const required of ofType.values()) count += required.size;
  return count;
}

function isTypeDefinition(definition: { kind: string }): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}

function fieldsOf(definition: TypeDefinitionNode): readonly FieldDefinitionNode[] {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    ? (definition.fields ?? [])
    : [];
}

function createClauses(names: AuthorizationNames) {
  const all: Clause[] = [];
  const indexes = new Map<string, number>();
  function indexOf(clause: Clause): number {
    const key = JSON.stringify(clause);
    const index = indexes.get(key) ?? all.push(clause) - 1;
    indexes.set(key, index);
    return index;
  }
  return {
    all,
    read(directives: readonly DirectiveNode[] = []): Set<number> {
      return new Set(
        directives.flatMap((directive) => {
          const name = directive.name.value;
          if (name === names.authenticated) return [indexOf({ kind: 'authenticated', anyOf: [] })];
          if (name === names.requiresScopes) {
            return [indexOf({ kind: 'scopes', anyOf: readGroups(directive, 'scopes') })];
          }
          if (name === names.policy) {
            return [indexOf({ kind: 'policies', anyOf: readGroups(directive, 'policies') })];
          }
          return [];
        }),
      );
    },
  };
}

function readGroups(directive: DirectiveNode, argument: string): readonly (readonly string[])[] {
  const node = directive.arguments?.find(({ name }) => name.value === argument);
  const value: unknown = node === undefined ? [] : valueFromASTUntyped(node.value);
  const groups: readonly unknown[] = Array.isArray(value) ? value : [value];
  return groups.map((group) => (Array.isArray(group) ? group.map(String) : [String(group)]));
}

/** Adds the requirements of the required fields to each field with `@requires`. */
function addRequired(
  definition: TypeDefinitionNode,
  definitions: readonly TypeDefinitionNode[],
  table: Requirements,
  fields: ReadonlyMap<string, ReadonlyMap<string, Set<number>>>,
): void {
  for (const field of fieldsOf(definition)) {
    const own = fields.get(definition.name.value)?.get(field.name.value);
    for (const directive of field.directives ?? []) {
      if (directive.name.value !== 'join__field' || own === undefined) continue;
      const requires = directive.arguments?.find(({ name }) => name.value === 'requires')?.value;
      if (requires?.kind === Kind.STRING) {
        const set = parseSelection(`{ ${requires.value} }`);
        collect(set, definition.name.value, definitions, table).forEach((clause) => own.add(clause));
      }
      for (const { context, selection } of contextArguments(directive)) {
        for (const { name } of definitions.filter((type) => provides(type, context))) {
          const set = parseSelection(selection);
          collect(set, name.value, definitions, table).forEach((clause) => own.add(clause));
        }
      }
    }
  }
}

function parseSelection(text: string): SelectionSetNode {
  const selection = text.trimStart().startsWith('{') ? text : `{ ${text} }`;
  const [operation] = parse(selection, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new StartError(`${text} selects nothing`);
  return operation.selectionSet;
}

/** The value that `@fromContext` gives a field: a selection on the type above it that provides the context. */
function contextArguments(join: DirectiveNode): readonly { context: string; selection: string }[] {
  const node = join.arguments?.find(({ name }) => name.value === 'contextArguments');
  if (node === undefined) return [];
  const value: unknown = valueFromASTUntyped(node.value);
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    if (isRecord(item) && typeof item.context === 'string' && typeof item.selection === 'string') {
      return { context: item.context, selection: item.selection };
    }
    throw new StartError('the supergraph has contextArguments that this router cannot read');
  });
}

/** `@context(name:)`, under any name that the directive has in this supergraph. */
function provides({ directives = [] }: TypeDefinitionNode, context: string): boolean {
  return directives.some(({ arguments: given = [] }) =>
    given.some(({ value }) => value.kind === Kind.STRING && value.value === context),
  );
}

function collect(
  { selections }: SelectionSetNode,
  type: string,
  definitions: readonly TypeDefinitionNode[],
  table: Requirements,
): readonly number[] {
  const definition = definitions.find(({ name }) => name.value === type);
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? type;
      // Whether the fragment has a value reveals the object's type, so the type's requirements are added.
      return [...table.ofType(condition), ...collect(selection.selectionSet, condition, definitions, table)];
    }
    const field = definition && fieldsOf(definition).find(({ name }) => name.value === selection.name.value);
    if (field === undefined) return [];
    const named = namedType(field);
    return [
      ...table.ofField(type, field.name.value),
      ...table.ofType(named),
      ...(selection.selectionSet ? collect(selection.selectionSet, named, definitions, table) : []),
    ];
  });
}

function namedType({ type }: FieldDefinitionNode): string {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return inner.name.value;
}

/** Adds the requirements of a type and its fields to the type's interfaces. */
function addToInterfaces(
  definition: TypeDefinitionNode,
  types: ReadonlyMap<string, Set<number>>,
  fields: ReadonlyMap<string, ReadonlyMap<string, Set<number>>>,
): void {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return;
  const own = types.get(definition.name.value) ?? nothing;
  const ownFields = fields.get(definition.name.value);
  for (const { name } of definition.interfaces ?? []) {
    own.forEach((clause) => types.get(name.value)?.add(clause));
    for (const [field, required] of fields.get(name.value) ?? []) {
      ownFields?.get(field)?.forEach((clause) => required.add(clause));
    }
  }
}
