import { Kind, parse, print } from 'graphql';
import type {
  ConstArgumentNode,
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  FieldNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  SelectionNode,
  SelectionSetNode,
  TypeNode,
} from 'graphql';

/**
 * A supergraph that Apollo's planner cannot misread. Its plans read required fields from the data by name, so that
 * `price(currency: "GBP")` and `price(currency: "EUR")` would be one value: here each required field with arguments is
 * a field of its own. And its plans enter a subgraph again by the first key there, resolvable or not: here resolvable
 * keys come first.
 */
export interface PlannerSupergraph {
  /** The very text that was given when nothing in it can be misread. */
  readonly sdl: string;
  /** The required fields with arguments, by the name of the field that stands for them. */
  readonly requiredFields: ReadonlyMap<string, RequiredField>;
  /** The names that plans read from the data: of keys, required and provided fields. */
  readonly readNames: ReadonlySet<string>;
  /** The names of fields that take arguments and are required without any. */
  readonly readWithoutArguments: ReadonlySet<string>;
  /** The fields that require others in some subgraph, as `Type.field`. */
  readonly requiringFields: ReadonlySet<string>;
  /** The labels of progressive overrides. */
  readonly overrideLabels: readonly string[];
  /** Whether some subgraph has an interface as an object. */
  readonly hasInterfaceObjects: boolean;
  /** The fields that a field, or the one that it stands for, requires in a subgraph, in the terms of this supergraph. */
  requirementOf(subgraph: string, typeName: string, fieldName: string): SelectionSetNode | undefined;
  /** The interfaces of a type. */
  interfacesOf(typeName: string): readonly string[];
  /** Whether a key of a type, or of an interface of it, begins with a field of this name in a subgraph. */
  isKeyField(subgraph: string, typeName: string, fieldName: string): boolean;
}

/** A field as the subgraphs know it. */
export type RequiredField = Pick<FieldNode, 'name' | 'arguments'>;

type FieldsTypeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const REQUIRED_PREFIX = '_required_';

export function plannerSupergraph(sdl: string): PlannerSupergraph {
  const document = parse(sdl, { noLocation: true });
  const rewriting = new Rewriting(sdl, document);
  const rewritten = rewriting.rewrite();
  return {
    sdl: rewritten === document ? sdl : print(rewritten),
    requiredFields: rewriting.requiredFields,
    readNames: rewriting.readNames,
    readWithoutArguments: rewriting.readWithoutArguments,
    requiringFields: rewriting.requiringFields,
    overrideLabels: [...rewriting.overrideLabels],
    hasInterfaceObjects: rewriting.hasInterfaceObjects,
    requirementOf: (subgraph, typeName, fieldName) => {
      const original = rewriting.requiredFields.get(fieldName)?.name.value ?? fieldName;
      return rewriting.requirements.get(`${subgraph} ${typeName}.${original}`);
    },
    interfacesOf: (typeName) => rewriting.interfacesOf(typeName),
    isKeyField: (subgraph, typeName, fieldName) =>
      [typeName, ...rewriting.interfacesOf(typeName)].some((name) =>
        rewriting.keyFields.has(`${subgraph} ${name}.${fieldName}`),
      ),
  };
}

class Rewriting {
  readonly requiredFields = new Map<string, RequiredField>();
  readonly readNames = new Set(['__typename']);
  readonly readWithoutArguments = new Set<string>();
  readonly requiringFields = new Set<string>();
  readonly overrideLabels = new Set<string>();
  hasInterfaceObjects = false;
  /** By subgraph and field. */
  readonly requirements = new Map<string, SelectionSetNode>();
  /** By subgraph and field. */
  readonly keyFields = new Set<string>();
  readonly #document: DocumentNode;
  readonly #types = new Map<string, FieldsTypeNode>();
  readonly #subgraphs: ReadonlyMap<string, string>;
  /** The names that stand for a required field, by that field as it is written. */
  readonly #names = new Map<string, string>();
  /** For each type, the fields to add and the field that each one copies. */
  readonly #added = new Map<string, Map<string, string>>();
  readonly #prefix: string;
  #isMoved = false;

  constructor(sdl: string, document: DocumentNode) {
    this.#document = document;
    this.#subgraphs = subgraphNames(document);
    for (const node of document.definitions) if (hasFields(node)) this.#types.set(node.name.value, node);
    let prefix = REQUIRED_PREFIX;
    while (sdl.includes(prefix)) prefix = `_${prefix}`;
    this.#prefix = prefix;
  }

  /** @returns the very same document when nothing in it can be misread */
  rewrite(): DocumentNode {
    const types = new Map([...this.#types].map(([name, node]) => [name, this.#readType(node)]));
    if (this.#added.size === 0 && !this.#isMoved) return this.#document;
    const definitions = this.#document.definitions.map((node) => {
      const type = hasFields(node) ? types.get(node.name.value) : undefined;
      return type === undefined ? node : this.#withAddedFields(type);
    });
    return { ...this.#document, definitions };
  }

  interfacesOf(typeName: string): readonly string[] {
    return (this.#types.get(typeName)?.interfaces ?? []).map(({ name }) => name.value);
  }

  #readType<T extends FieldsTypeNode>(node: T): T {
    const typeName = node.name.value;
    for (const directive of node.directives ?? []) {
      this.#readNames(directive, typeName);
      this.#readKey(directive, typeName);
      if (isTrue(directive, 'isInterfaceObject')) this.hasInterfaceObjects = true;
    }
    const fields = (node.fields ?? []).map((field) => ({
      ...field,
      directives: (field.directives ?? []).map((directive) => this.#readField(directive, typeName, field)),
    }));
    return { ...node, directives: this.#resolvableFirst(node.directives ?? []), fields };
  }

  #readField(
    directive: ConstDirectiveNode,
    typeName: string,
    field: FieldDefinitionNode,
  ): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    this.#readNames(directive, namedType(field.type));
    const label = stringArgument(directive, 'overrideLabel');
    if (label !== undefined) this.overrideLabels.add(label);
    const requires = stringArgument(directive, 'requires');
    if (requires === undefined) return directive;
    const set = this.#requirement(parseFieldSet(requires), typeName);
    const subgraph = this.#subgraphOf(directive);
    this.requiringFields.add(`${typeName}.${field.name.value}`);
    this.requirements.set(`${subgraph} ${typeName}.${field.name.value}`, set);
    const value = { kind: Kind.STRING, value: print(set).slice(1, -1).trim() } as const;
    const replace = (argument: ConstArgumentNode): ConstArgumentNode =>
      argument.name.value === 'requires' ? { ...argument, value } : argument;
    return { ...directive, arguments: (directive.arguments ?? []).map(replace) };
  }

  /** Neither fields of keys nor provided fields may have arguments. */
  #readNames(directive: ConstDirectiveNode, typeName: string): void {
    for (const argument of ['key', 'provides']) {
      const text = stringArgument(directive, argument);
      if (text !== undefined) this.#requirement(parseFieldSet(text), typeName);
    }
  }

  #readKey(directive: ConstDirectiveNode, typeName: string): void {
    const key = stringArgument(directive, 'key');
    if (key === undefined) return;
    for (const node of parseFieldSet(key).selections) {
      if (node.kind === Kind.FIELD)
        this.keyFields.add(`${this.#subgraphOf(directive)} ${typeName}.${node.name.value}`);
    }
  }

  #subgraphOf(directive: ConstDirectiveNode): string {
    return this.#subgraphs.get(enumArgument(directive, 'graph') ?? '') ?? '';
  }

  #requirement(set: SelectionSetNode, typeName: string): SelectionSetNode {
    return { ...set, selections: set.selections.map((node) => this.#selection(node, typeName)) };
  }

  #selection(node: SelectionNode, typeName: string): SelectionNode {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const on = node.typeCondition?.name.value ?? typeName;
      return { ...node, selectionSet: this.#requirement(node.selectionSet, on) };
    }
    const definition = this.#fieldOf(typeName, node.name.value);
    const below = definition === undefined ? '' : namedType(definition.type);
    const selectionSet = node.selectionSet && this.#requirement(node.selectionSet, below);
    const name = (node.arguments ?? []).length > 0 ? this.#standIn(node, typeName) : node.name.value;
    this.readNames.add(name);
    if (name === node.name.value && (definition?.arguments ?? []).length > 0) {
      this.readWithoutArguments.add(name);
    }
    return {
      kind: Kind.FIELD,
      name: { kind: Kind.NAME, value: name },
      ...(selectionSet === undefined ? {} : { selectionSet }),
    };
  }

  /** The name of the field that stands for a required field with arguments; it is added to all types that need it. */
  #standIn({ name, arguments: given = [] }: FieldNode, typeName: string): string {
    const written = `${name.value}(${given.map((argument) => print(argument)).join(',')})`;
    let standIn = this.#names.get(written);
    if (standIn === undefined) {
      standIn = `${this.#prefix}${this.#names.size}_${name.value}`;
      this.#names.set(written, standIn);
      this.requiredFields.set(standIn, { name, arguments: given });
    }
    for (const type of this.#types.keys()) {
      if (type !== typeName && !this.interfacesOf(type).includes(typeName)) continue;
      const added = this.#added.get(type) ?? new Map<string, string>();
      this.#added.set(type, added.set(standIn, name.value));
    }
    return standIn;
  }

  #withAddedFields<T extends FieldsTypeNode>(node: T): T {
    const fields = [...(node.fields ?? [])];
    for (const [name, original] of this.#added.get(node.name.value) ?? []) {
      const copied = node.fields?.find((field) => field.name.value === original);
      if (copied !== undefined) {
        fields.push({ ...copied, name: { kind: Kind.NAME, value: name }, arguments: [] });
      }
    }
    return { ...node, fields };
  }

  /** The same keys, those of one subgraph in an order in which the resolvable ones come first. */
  #resolvableFirst(directives: readonly ConstDirectiveNode[]): readonly ConstDirectiveNode[] {
    const ordered = [...directives];
    for (const graph of this.#subgraphs.keys()) {
      const at = [...directives.keys()].filter((index) => isKeyOf(directives[index], graph));
      const keys = at.flatMap((index) => directives[index] ?? []);
      const sorted = [...keys.filter(isResolvable), ...keys.filter((key) => !isResolvable(key))];
      for (const [position, index] of at.entries()) {
        const key = sorted[position];
        if (key === undefined || key === directives[index]) continue;
        ordered[index] = key;
        this.#isMoved = true;
      }
    }
    return ordered;
  }

  #fieldOf(typeName: string, name: string): FieldDefinitionNode | undefined {
    return this.#types.get(typeName)?.fields?.find((field) => field.name.value === name);
  }
}

function hasFields(node: DefinitionNode): node is FieldsTypeNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** The subgraphs' names by their names in `join__Graph`. */
function subgraphNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const node of definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
    for (const { name, directives = [] } of node.values ?? []) {
      const join = directives.find((directive) => directive.name.value === 'join__graph');
      names.set(name.value, (join && stringArgument(join, 'name')) ?? name.value);
    }
  }
  return names;
}

function isKeyOf(directive: ConstDirectiveNode | undefined, graph: string): boolean {
  return (
    directive?.name.value === 'join__type' &&
    enumArgument(directive, 'graph') === graph &&
    stringArgument(directive, 'key') !== undefined
  );
}

function isResolvable(directive: ConstDirectiveNode): boolean {
  const value = argumentOf(directive, 'resolvable');
  return value?.kind !== Kind.BOOLEAN || value.value;
}

function isTrue(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}

function argumentOf(directive: ConstDirectiveNode, name: string) {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}

function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function enumArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function parseFieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is not a set of fields.`);
  return definition.selectionSet;
}
