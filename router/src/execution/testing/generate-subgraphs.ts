import { Random } from './random.js';

export interface GeneratedSubgraph {
  readonly name: string;
  readonly typeDefs: string;
}

interface Entity {
  readonly name: string;
  readonly keys: 'id' | 'id or sku' | 'id and org';
  readonly isNode: boolean;
  readonly hasName: boolean;
  /** The subgraphs that have fields of it. */
  readonly in: Map<string, string[]>;
  /** Leaf fields with their subgraphs, for other subgraphs to require. */
  readonly leaves: Leaf[];
}

interface Leaf {
  readonly name: string;
  readonly type: string;
  readonly owner: string;
  readonly hasArguments: boolean;
}

const ARGUMENTS = '(x: Int = 3, y: Color)';

const SCALARS = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Color', 'Any'];
const HEADER = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@inaccessible"])
enum Color { RED GREEN BLUE }
scalar Any
`;
const VALUES = `type Org @shareable { id: ID! }
type Dims @shareable { w: Int h: Int unit: String! deep: Deep }
type Deep @shareable { a: String b: [Int!] constructor: String }
`;

/**
 * `plain`: features that Apollo's gateway answers right. `tricky`: also those that it is known to answer wrong: one
 * entity under several types, required fields with arguments, keys that are not resolvable, and interface objects with
 * arguments; and subscriptions, which it refuses.
 */
export type GraphKind = 'plain' | 'tricky';

/** Generates subgraphs in which each feature occurs somewhere. Some do not compose; use another seed then. */
export function generateSubgraphs(seed: number, kind: GraphKind = 'plain'): readonly GeneratedSubgraph[] {
  return new Generator(new Random(seed), kind === 'tricky').generate();
}

class Generator {
  readonly #random: Random;
  readonly #names: string[];
  readonly #entities: Entity[];
  readonly #roots = new Map<string, string[]>();
  readonly #mutations = new Map<string, string[]>();
  readonly #nodeOwner: string;
  readonly #nodeExtra: string | undefined;
  readonly #isTricky: boolean;
  /** The type of `link`, and the subgraph that has it on all entities of that type. */
  #link: { readonly owner: string; readonly target: string; readonly isNamed: boolean } | undefined;
  #fields = 0;

  constructor(random: Random, isTricky: boolean) {
    this.#random = random;
    this.#isTricky = isTricky;
    this.#names = ['a', 'b', 'c', 'd'].slice(0, 2 + random.below(3));
    this.#entities = ['Apple', 'Berry', 'Cherry', 'Date', 'Elder']
      .slice(0, 2 + random.below(4))
      .map((name) => ({
        name,
        keys: random.pick(['id', 'id', 'id', 'id or sku', 'id and org'] as const),
        isNode: random.chance(0.5),
        hasName: random.chance(0.5),
        in: new Map<string, string[]>(),
        leaves: [],
      }));
    this.#nodeOwner = random.pick(this.#names);
    this.#nodeExtra = random.chance(0.5)
      ? random.pick(this.#names.filter((name) => name !== this.#nodeOwner))
      : undefined;
  }

  generate(): GeneratedSubgraph[] {
    for (const entity of this.#entities) this.#place(entity);
    if (this.#isTricky) this.#addLink();
    for (const entity of this.#entities) this.#addFields(entity);
    for (const entity of this.#entities) this.#addRequires(entity);
    this.#addRoots();
    this.#addProvides();
    return this.#names.map((name) => ({ name, typeDefs: this.#print(name) }));
  }

  #place(entity: Entity): void {
    const possible = this.#names.filter((name) => this.#mayHave(name, entity));
    for (const name of possible) {
      if (this.#random.chance(0.6) || (entity.isNode && name === this.#nodeOwner)) entity.in.set(name, []);
    }
    if (entity.in.size === 0) entity.in.set(this.#random.pick(possible), []);
    if (entity.isNode) entity.in.get(this.#nodeOwner)?.push('label: String @shareable');
  }

  /** A subgraph with the interface as an object does not know the interface's implementations. */
  #mayHave(owner: string, { isNode }: Entity): boolean {
    return !(isNode && owner === this.#nodeExtra);
  }

  /** One field on all entities of a subgraph, so that one response path leads to one entity under several types. */
  #addLink(): void {
    const owner = this.#random.pick(this.#names);
    const possible = this.#entities.filter((entity) => this.#mayHave(owner, entity));
    if (possible.length === 0) return;
    const target = this.#random.pick(possible);
    if (!target.in.has(owner)) target.in.set(owner, []);
    const here = this.#entities.filter((entity) => entity.in.has(owner));
    const named = this.#entities.filter((entity) => entity.hasName);
    for (const entity of here) {
      entity.in.get(owner)?.push(`link: ${target.name}`, `links: [${target.name}]`);
    }
    const isNamed = named.length > 0 && named.every((entity) => entity.in.has(owner));
    this.#link = { owner, target: target.name, isNamed };
  }

  #addFields(entity: Entity): void {
    for (let count = 2 + this.#random.below(5); count > 0; count--) this.#addField(entity);
  }

  #addField(entity: Entity): void {
    const random = this.#random;
    const owners = [...entity.in.keys()];
    const owner = random.pick(owners);
    const name = this.#fieldName();
    const kind = random.next();
    if (kind < 0.4) {
      this.#addLeaf(entity, owner, name);
    } else if (kind < 0.6) {
      const type = this.#wrap(kind < 0.5 ? 'Dims' : random.pick(SCALARS));
      for (const other of owners) {
        if (other === owner || random.chance(0.45)) entity.in.get(other)?.push(`${name}: ${type} @shareable`);
      }
    } else {
      entity.in.get(owner)?.push(`${name}: ${this.#wrap(this.#composite(owner))}`);
    }
  }

  #addLeaf(entity: Entity, owner: string, name: string): void {
    const type = this.#wrap(this.#random.pick(SCALARS));
    const hasArguments = this.#random.chance(this.#isTricky ? 0.6 : 0.2);
    entity.in.get(owner)?.push(`${name}${hasArguments ? ARGUMENTS : ''}: ${type}`);
    if (!hasArguments || this.#isTricky) entity.leaves.push({ name, type, owner, hasArguments });
  }

  #addRequires(entity: Entity): void {
    for (const [owner, fields] of entity.in) {
      const required = this.#random.some(
        entity.leaves.filter((leaf) => leaf.owner !== owner),
        0.4,
      );
      const [first] = required;
      if (first === undefined || !this.#random.chance(0.6)) continue;
      for (const { name, type, hasArguments } of required)
        fields.push(`${name}${hasArguments ? ARGUMENTS : ''}: ${type} @external`);
      fields.push(this.#computed(required));
      if (required.some(({ hasArguments }) => hasArguments)) fields.push(this.#computed(required));
    }
  }

  #computed(required: readonly Leaf[]): string {
    const fieldSet = required.map(({ name, hasArguments }) =>
      hasArguments && this.#random.chance(0.7) ? `${name}(x: ${this.#random.below(3)})` : name,
    );
    return `${this.#fieldName()}: String @requires(fields: "${fieldSet.join(' ')}")`;
  }

  #addRoots(): void {
    for (const name of this.#names) {
      const fields: string[] = [];
      for (let count = 1 + this.#random.below(3); count > 0; count--) {
        fields.push(`${this.#fieldName()}(x: Int): ${this.#wrap(this.#composite(name))}`);
      }
      if (this.#link?.owner === name) fields.push(...this.#linkRoots(name));
      if (this.#random.chance(0.3)) fields.push(`shared: Dims @shareable`);
      if (this.#random.chance(0.3)) fields.push(`${this.#fieldName()}: ${this.#wrap('String')}`);
      this.#roots.set(name, fields);
      if (this.#random.chance(0.5)) {
        this.#mutations.set(name, [`${this.#fieldName()}(x: Int): ${this.#wrap(this.#composite(name))}`]);
      }
    }
  }

  /** Fields that lead to the types with a `link`, by every abstract type. */
  #linkRoots(owner: string): string[] {
    const here = this.#entities.filter((entity) => entity.in.has(owner));
    const types = [here.length > 1 ? 'Fruit' : '', here.some((entity) => entity.hasName) ? 'Named' : ''];
    return types.filter((type) => type !== '').map((type) => `${this.#fieldName()}(x: Int): [${type}]`);
  }

  /** Adds `@provides` to some fields for a leaf that another subgraph owns. */
  #addProvides(): void {
    for (const owner of this.#names) {
      const lists = [this.#roots.get(owner), ...this.#entities.map((entity) => entity.in.get(owner))];
      for (const fields of lists.filter((list) => list !== undefined)) {
        for (const [index, field] of fields.entries()) {
          const provided = this.#random.chance(0.6) ? this.#provide(owner, field) : undefined;
          if (provided !== undefined) fields[index] = `${field} @provides(fields: "${provided}")`;
        }
      }
    }
  }

  /** @returns the leaf that a field may provide, now external where the field is and shared where it is from */
  #provide(owner: string, field: string): string | undefined {
    const [, typeName] = /: \[*(\w+)/.exec(field) ?? [];
    const entity = this.#entities.find(({ name }) => name === typeName);
    const here = entity?.in.get(owner);
    const leaf = entity?.leaves.find(
      ({ name, owner: other, hasArguments }) =>
        !hasArguments && other !== owner && here?.every((text) => !text.startsWith(`${name}:`)),
    );
    const there = leaf && entity?.in.get(leaf.owner);
    if (leaf === undefined || here === undefined || there === undefined) return undefined;
    here.push(`${leaf.name}: ${leaf.type} @external`);
    const definition = `${leaf.name}: ${leaf.type}`;
    const position = there.indexOf(definition);
    if (position !== -1) there[position] = `${definition} @shareable`;
    return leaf.name;
  }

  /** A type with fields that a subgraph can return. */
  #composite(owner: string): string {
    const random = this.#random;
    const kind = random.next();
    const here = this.#entities.filter((entity) => entity.in.has(owner));
    if (kind < 0.15 && owner === this.#nodeOwner && here.some((entity) => entity.isNode)) return 'Node';
    if (kind < 0.15 && owner === this.#nodeExtra && this.#entities.some((entity) => entity.isNode))
      return 'Node';
    if (kind < 0.3 && here.filter((entity) => entity.hasName).length > 0) return 'Named';
    if (kind < 0.4 && here.length > 1) return 'Fruit';
    if (kind < 0.5) return 'Dims';
    const possible = this.#entities.filter((each) => this.#mayHave(owner, each));
    if (possible.length === 0) return 'Dims';
    const entity = random.pick(possible);
    // A reference to an entity without fields in this subgraph. Its key is enough.
    if (!entity.in.has(owner)) entity.in.set(owner, []);
    return entity.name;
  }

  #wrap(type: string): string {
    const random = this.#random;
    const inner = random.chance(0.25) ? `${type}!` : type;
    const kind = random.next();
    if (kind < 0.5) return inner;
    const list = `[${inner}]${random.chance(0.2) ? '!' : ''}`;
    return kind < 0.93 ? list : `[${list}]`;
  }

  #fieldName(): string {
    this.#fields += 1;
    return this.#fields === 7 ? 'toString' : this.#fields === 13 ? 'valueOf' : `f${this.#fields}`;
  }

  #print(owner: string): string {
    const here = this.#entities.filter((entity) => entity.in.has(owner));
    const parts = [HEADER, VALUES];
    const named = here.filter((entity) => entity.hasName);
    if (named.length > 0) parts.push(`interface Named { id: ID!${this.#linkOfNamed(owner)} }`);
    if (here.length > 1) parts.push(`union Fruit = ${here.map(({ name }) => name).join(' | ')}`);
    const nodes = this.#entities.filter((entity) => entity.isNode);
    if (nodes.length > 0 && owner === this.#nodeOwner) {
      parts.push('interface Node @key(fields: "id") { id: ID! label: String }');
    }
    if (nodes.length > 0 && owner === this.#nodeExtra) {
      const more = this.#isTricky ? `moreExtra${ARGUMENTS}: String sureExtra: String!` : '';
      parts.push(
        `type Node @key(fields: "id") @interfaceObject { id: ID! extra: String extraDims: ${this.#isTricky ? 'Dims' : 'Deep'} ${more} }`,
      );
    }
    for (const entity of here) parts.push(this.#printEntity(entity, owner));
    parts.push(`type Query { ${this.#roots.get(owner)?.join(' ') ?? ''} }`);
    const mutations = this.#mutations.get(owner);
    if (mutations !== undefined) parts.push(`type Mutation { ${mutations.join(' ')} }`);
    if (this.#isTricky) parts.push(`type Subscription { ${this.#events(owner).join(' ')} }`);
    return parts.join('\n');
  }

  /** The fields of the query type again, each an event of its own. */
  #events(owner: string): string[] {
    const fields = this.#roots.get(owner) ?? [];
    return fields.filter((field) => !field.includes('@shareable')).map((field) => `on_${field}`);
  }

  #linkOfNamed(owner: string): string {
    if (this.#link?.owner !== owner || !this.#link.isNamed) return '';
    return ` link: ${this.#link.target} links: [${this.#link.target}]`;
  }

  #printEntity(entity: Entity, owner: string): string {
    const position = [...entity.in.keys()].indexOf(owner);
    const isNode = entity.isNode && owner === this.#nodeOwner;
    const keys = {
      id: ['id'],
      'id or sku': position === 0 ? ['id', 'sku'] : position % 2 === 1 ? ['sku', 'id'] : ['id'],
      'id and org': isNode || entity.isNode ? ['id org { id }', 'id'] : ['id org { id }'],
    }[entity.keys];
    const directives = this.#keyDirectives(keys);
    const keyFields = new Set(['id: ID!']);
    if (keys.includes('sku')) keyFields.add('sku: String!');
    if (entity.keys === 'id and org') keyFields.add('org: Org!');
    const interfaces = [isNode ? 'Node' : '', entity.hasName ? 'Named' : ''].filter((name) => name !== '');
    const implemented = interfaces.length > 0 ? ` implements ${interfaces.join(' & ')}` : '';
    const fields = [...keyFields, ...(entity.in.get(owner) ?? [])];
    return `type ${entity.name}${implemented} ${directives} { ${fields.join(' ')} }`;
  }

  /** The first of two keys may be unresolvable. */
  #keyDirectives(keys: readonly string[]): string {
    const isFirstGivenOnly = this.#isTricky && keys.includes('sku') && this.#random.chance(0.5);
    if (!isFirstGivenOnly) return keys.map((key) => `@key(fields: "${key}")`).join(' ');
    return '@key(fields: "sku", resolvable: false) @key(fields: "id")';
  }
}
