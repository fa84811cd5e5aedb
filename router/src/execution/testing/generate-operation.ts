import { getNamedType, isAbstractType, isEnumType, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import type {
  GraphQLAbstractType,
  GraphQLArgument,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
} from 'graphql';
import { Random } from './random.js';

export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ALIASES = ['x', 'y', 'z', 'constructor', 'hasOwnProperty', '__proto__', 'w', 'v', 'u'];

const INTROSPECTION = [
  '__schema { queryType { name } }',
  '__type(name: "Dims") { name fields { name } }',
  's: __schema { types { name } }',
];

/**
 * Generates operations over any schema. Some are invalid because two fields of one alias conflict; use another seed
 * then.
 *
 * @param hasPlainAliases whether no alias is the name of a field: Apollo's executor takes one for the other where they
 *   stand under different types
 */
export function generateOperation(
  schema: GraphQLSchema,
  seed: number,
  hasPlainAliases = false,
): GeneratedOperation {
  const taken = hasPlainAliases ? fieldNamesOf(schema) : new Set<string>();
  return new Generator(schema, new Random(seed), taken).generate();
}

/** Generates a subscription, under the same conditions. */
export function generateSubscription(schema: GraphQLSchema, seed: number): GeneratedOperation {
  return new Generator(schema, new Random(seed), new Set()).generateSubscription();
}

function fieldNamesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap());
  return new Set(
    types.flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    ),
  );
}

class Generator {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  /** Names that are no aliases. */
  readonly #taken: ReadonlySet<string>;
  readonly #variables = new Map<string, { readonly type: string; readonly value: unknown }>();
  readonly #definitions: string[] = [];
  #budget = 60;

  constructor(schema: GraphQLSchema, random: Random, taken: ReadonlySet<string>) {
    this.#schema = schema;
    this.#random = random;
    this.#taken = taken;
  }

  generate(): GeneratedOperation {
    const mutation = this.#schema.getMutationType();
    const isMutation = mutation !== null && mutation !== undefined && this.#random.chance(0.15);
    const root = isMutation ? mutation : this.#schema.getQueryType();
    if (root === null || root === undefined) throw new Error('No root type.');
    let selections = this.#selections(root, 0);
    if (!isMutation && this.#random.chance(0.05)) selections += ` ${this.#random.pick(INTROSPECTION)}`;
    return this.#operation(isMutation ? 'mutation' : 'query', selections);
  }

  /** A subscription has one root field, without conditions. */
  generateSubscription(): GeneratedOperation {
    const fields = Object.values(this.#schema.getSubscriptionType()?.getFields() ?? {});
    const { name, args, type } = this.#random.pick(fields);
    const field = `${this.#alias()}${name}${this.#arguments(args)}`;
    const named = getNamedType(type);
    if (isLeafType(named)) return this.#operation('subscription', field);
    return this.#operation(
      'subscription',
      `${field} { ${this.#selections(named as GraphQLCompositeType, 1)} }`,
    );
  }

  #operation(kind: string, selections: string): GeneratedOperation {
    const declared = [...this.#variables].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
    const header = `${kind} Op${declared === '' ? '' : `(${declared})`}`;
    const variables: Record<string, unknown> = {};
    for (const [name, { value }] of this.#variables) if (value !== undefined) variables[name] = value;
    return { query: `${header} { ${selections} }\n${this.#definitions.join('\n')}`, variables };
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    const parts: string[] = [];
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    for (const field of random.some(fields, depth < 2 ? 0.7 : 0.45)) {
      if (this.#budget <= 0 && parts.length > 0) break;
      const text = this.#field(field, depth);
      if (text !== undefined) parts.push(text);
    }
    if (depth < 5) parts.push(...this.#fragments(type, depth));
    if (isAbstractType(type)) parts.push(...this.#twins(type));
    if (parts.length === 0 || random.chance(0.2))
      parts.push(random.chance(0.3) ? 't: __typename' : '__typename');
    return parts.join(' ');
  }

  #fragments(type: GraphQLCompositeType, depth: number): string[] {
    if (!isAbstractType(type)) return this.#random.chance(0.15) ? [this.#fragment(type, depth)] : [];
    return this.#random.some([...this.#schema.getPossibleTypes(type)], 0.6).map((possible) => {
      const selections = this.#selections(possible, depth + 1);
      return `... on ${possible.name}${this.#condition()} { ${selections} }`;
    });
  }

  /** One response path under two types with different selections. */
  #twins(type: GraphQLAbstractType): string[] {
    const random = this.#random;
    const types = [...this.#schema.getPossibleTypes(type)];
    const [first, second] = [types[0], types[types.length - 1]];
    if (first === undefined || second === undefined || first === second) return [];
    const shared = Object.values(first.getFields()).filter(
      ({ name, type: own }) => String(second.getFields()[name]?.type) === String(own),
    );
    const leaves = shared.filter(({ type: own, args }) => isLeafType(getNamedType(own)) && args.length > 0);
    const links = shared.filter(({ name }) => name.startsWith('link'));
    if (leaves.length + links.length === 0 || random.chance(0.5)) return [];
    const field = random.pick([...leaves, ...links]);
    const named = getNamedType(field.type);
    if (!isObjectType(named)) {
      return [first, second].map(({ name }) => `... on ${name} { ${this.#plainField(field)} }`);
    }
    const [one, other] = this.#pair(Object.values(named.getFields()));
    if (one === undefined || other === undefined) return [];
    return [
      `... on ${first.name} { ${field.name} { ${one} } }`,
      `... on ${second.name} { ${field.name} { ${other} } }`,
    ];
  }

  /** Two leaves, under one key when their types allow it. */
  #pair(fields: readonly GraphQLField<unknown, unknown>[]): string[] {
    const leaves = fields.filter(({ type }) => isLeafType(getNamedType(type)));
    if (leaves.length === 0) return [];
    const one = this.#random.pick(leaves);
    const same = leaves.filter(({ type }) => String(type) === String(one.type));
    const key = this.#random.chance(0.7) ? 'twin: ' : '';
    return [one, this.#random.pick(key === '' ? leaves : same)].map((field) => key + this.#plainField(field));
  }

  #plainField({ name, args }: GraphQLField<unknown, unknown>): string {
    return `${name}${this.#arguments(args)}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    const on =
      isObjectType(type) && type.getInterfaces().length > 0 && random.chance(0.3)
        ? random.pick(type.getInterfaces())
        : type;
    if (random.chance(0.5))
      return `...${random.chance(0.5) ? ` on ${on.name}` : ''}${this.#condition()} { ${this.#selections(on === type ? type : type, depth + 1)} }`;
    const name = `F${this.#definitions.length}`;
    const at = this.#definitions.push('') - 1;
    this.#definitions[at] = `fragment ${name} on ${on.name} { ${this.#selections(on, depth + 1)} }`;
    // Without the object's own __typename, Apollo's executor loses the fields of a type condition inside a wider one.
    return `${on === type ? '' : '__typename '}...${name}${this.#condition()}`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
    this.#budget -= 1;
    const named = getNamedType(field.type);
    const alias = this.#alias();
    const args = this.#arguments(field.args);
    if (isLeafType(named)) return `${alias}${field.name}${args}${this.#condition()}`;
    if (depth > 5 || !('name' in named) || this.#budget <= 0) return undefined;
    return `${alias}${field.name}${args}${this.#condition()} { ${this.#selections(named as GraphQLCompositeType, depth + 1)} }`;
  }

  #alias(): string {
    if (!this.#random.chance(0.12)) return '';
    const alias = this.#random.pick(ALIASES);
    return this.#taken.has(alias) ? `${alias}_: ` : `${alias}: `;
  }

  #condition(): string {
    if (!this.#random.chance(0.1)) return '';
    const directive = this.#random.pick(['skip', 'include']);
    if (this.#random.chance(0.2)) return ` @${directive}(if: ${this.#random.chance(0.5)})`;
    const name = this.#random.pick(['b0', 'b1', 'b2']);
    if (!this.#variables.has(name)) {
      const hasDefault = this.#random.chance(0.3);
      const value = hasDefault && this.#random.chance(0.5) ? undefined : this.#random.chance(0.5);
      this.#variables.set(name, { type: hasDefault ? 'Boolean! = true' : 'Boolean!', value });
    }
    return ` @${directive}(if: $${name})`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given: string[] = [];
    for (const argument of args) {
      if (!this.#random.chance(0.5)) continue;
      const type = getNamedType(argument.type);
      const value = isEnumType(type) ? this.#random.pick(['RED', 'GREEN', 'BLUE']) : this.#random.below(4);
      if (this.#random.chance(0.5)) {
        given.push(`${argument.name}: ${value}`);
      } else {
        const name = `v${this.#variables.size}`;
        const isLeftOut = this.#random.chance(0.3);
        this.#variables.set(name, {
          type: `${type.name}${isLeftOut && !isEnumType(type) ? ' = 2' : ''}`,
          value: isLeftOut ? undefined : value,
        });
        given.push(`${argument.name}: $${name}`);
      }
    }
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }
}
