import {
  GraphQLError,
  Kind,
  getArgumentValues,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
} from 'graphql';
import type { GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { hash } from './random.js';

/** The probabilities of failures, each from 0 to 1. */
export interface Trouble {
  readonly nulls: number;
  readonly errors: number;
  /** Subgraphs that never answer. */
  readonly down: ReadonlySet<string>;
  /** Whether entities are always found and required fields always have a value. */
  readonly hitsFieldsAlone?: boolean;
}

/** An object, all of whose values follow from its type and number. */
export interface Item {
  readonly __typename: string;
  readonly number: number;
  readonly sent?: Record<string, unknown>;
}

export type FieldInfo = Pick<GraphQLResolveInfo, 'fieldName' | 'parentType' | 'returnType' | 'schema'>;

const ITEMS = 6;
const CODES = ['NOT_FOUND', 'FORBIDDEN', 'BAD_USER_INPUT', undefined];

const ROOT_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * Every value is a function of the seed, the object, the field and its arguments, so that it is the same in every
 * request.
 */
export class Values {
  readonly #nodes: readonly string[];
  readonly #required: ReadonlySet<string>;
  seed = 0;
  trouble: Trouble = { nulls: 0, errors: 0, down: new Set() };

  constructor(subgraphs: readonly GraphQLSchema[]) {
    const owner = subgraphs.find((schema) => isInterfaceType(schema.getType('Node')));
    const nodes = owner?.getType('Node');
    const types = isInterfaceType(nodes) ? owner?.getPossibleTypes(nodes) : undefined;
    this.#nodes = (types ?? []).map(({ name }) => name).sort();
    this.#required = new Set(subgraphs.flatMap(allRequired));
  }

  /** The entity that a subgraph finds by a representation. */
  find(typename: string, kind: string, sent: Record<string, unknown>): Item | null {
    const number = typeof sent.id === 'string' ? Number(sent.id) : Number(String(sent.sku).slice(4));
    if (!Number.isInteger(number)) throw new GraphQLError(`cannot read ${JSON.stringify(sent)}`);
    const chance =
      this.trouble.hitsFieldsAlone === true ? 1 : this.#chance(`reference ${typename} ${number}`);
    if (chance < this.trouble.errors)
      throw new GraphQLError(`no ${typename} ${number}`, { extensions: { code: 'NOT_FOUND' } });
    if (chance < this.trouble.errors + this.trouble.nulls / 2) return null;
    return {
      __typename: kind === (Kind.INTERFACE_TYPE_DEFINITION as string) ? this.nodeType(number) : typename,
      number,
      sent,
    };
  }

  /** The type of a Node follows from its number, as every subgraph must agree on it. */
  nodeType(number: number): string {
    return this.#nodes[number % this.#nodes.length] ?? '';
  }

  /** The value of a subgraph's field. */
  of(item: Item, args: unknown, info: FieldInfo): unknown {
    const { fieldName, parentType } = info;
    if (Object.hasOwn(item, fieldName) && fieldName === '__typename') return item.__typename;
    if (fieldName === 'id') return String(item.number);
    if (fieldName === 'sku') return `sku-${item.number}`;
    if (fieldName === 'org') return { __typename: 'Org', number: item.number % 3 };
    const owner = ROOT_TYPES.has(parentType.name) ? parentType.name : item.__typename;
    const required = requiredFields(info).map(({ name }) => JSON.stringify(item.sent?.[name] ?? null));
    const about = `${owner} ${item.number} ${fieldName} ${JSON.stringify(args)} ${required.join()}`;
    return this.#value(info.returnType, about, info);
  }

  #value(type: GraphQLOutputType, about: string, info: FieldInfo): unknown {
    const isSpared = this.trouble.hitsFieldsAlone === true && this.#required.has(info.fieldName);
    const chance = isSpared ? 1 : this.#chance(about);
    if (chance < this.trouble.errors) {
      const code = CODES[this.#hash(about) % CODES.length];
      throw new GraphQLError(`failed: ${about}`, { extensions: code === undefined ? {} : { code } });
    }
    // A non-null value is missing now and then too. The subgraph then reports it itself.
    const nulls = isNonNullType(type) ? this.trouble.nulls / 6 : this.trouble.nulls;
    if (chance < this.trouble.errors + nulls) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      return Array.from({ length: this.#hash(`${about} length`) % 5 }, (_, index) => {
        const made = this.#element(nullable.ofType, `${about} ${index}`, info);
        return made;
      });
    }
    return this.#single(nullable, about, info);
  }

  #element(type: GraphQLOutputType, about: string, info: FieldInfo): unknown {
    try {
      return this.#value(type, about, info);
    } catch (error) {
      return error;
    }
  }

  #single(type: GraphQLOutputType, about: string, info: FieldInfo): unknown {
    const drawn = this.#hash(`${about} value`);
    if (isEnumType(type)) return type.getValues()[drawn % type.getValues().length]?.name;
    // A required null could not be told from a failed value.
    if (isScalarType(type))
      return scalar(type.name, drawn) ?? (this.#required.has(info.fieldName) ? 'there' : null);
    let number = drawn % ITEMS;
    let { name } = type as { name: string };
    if (isAbstractType(type)) {
      const possible = info.schema
        .getPossibleTypes(type)
        .map((possibleType) => possibleType.name)
        .sort();
      name = possible[(drawn >>> 4) % possible.length] ?? '';
    }
    if (name === 'Node' && isObjectType(type)) return { __typename: 'Node', number };
    const position = this.#nodes.indexOf(name);
    if (position !== -1) number = position + this.#nodes.length * (drawn % 3);
    if (name === 'Dims' || name === 'Deep') number = this.#hash(`${about} number`);
    return { __typename: name, number };
  }

  #hash(about: string): number {
    return hash(`${this.seed} ${about}`);
  }

  #chance(about: string): number {
    return this.#hash(`${about} chance`) / 2 ** 32;
  }
}

/** A leaf that a field `@requires`, with the arguments that it is required with. */
export interface RequiredField {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export function requiredFields(info: FieldInfo): readonly RequiredField[] {
  const fields = info.parentType.getFields();
  const directive = fields[info.fieldName]?.astNode?.directives?.find(
    ({ name }) => name.value === 'requires',
  );
  const value = directive?.arguments?.[0]?.value;
  if (value?.kind !== Kind.STRING) return [];
  const [operation] = parse(`{ ${value.value} }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((node) => {
    const field = node.kind === Kind.FIELD ? fields[node.name.value] : undefined;
    if (node.kind !== Kind.FIELD || field === undefined) return [];
    return [{ name: field.name, args: getArgumentValues(field, node) }];
  });
}

/** The names of all fields that some field of a subgraph requires. */
function allRequired(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((parentType) =>
      Object.values(parentType.getFields()).flatMap(({ name, type: returnType }) =>
        requiredFields({ fieldName: name, parentType, returnType, schema }),
      ),
    )
    .map(({ name }) => name);
}

function scalar(name: string, drawn: number): unknown {
  const texts = [
    '',
    'x',
    'Grüße "quoted" \\ \n',
    '\ud83d\ude00',
    '\ud800',
    'null',
    `text-${drawn % 7}`,
    'é'.repeat(50),
  ];
  const text = texts[drawn % texts.length] ?? '';
  switch (name) {
    case 'Int':
      return (drawn % 2001) - 1000;
    case 'Float':
      return [0.5, -3, 1e21, 1.25e-7][drawn % 4];
    case 'Boolean':
      return drawn % 2 === 0;
    case 'ID':
      return String(drawn % 50);
    case 'Any':
      return [text, 1, true, { a: [1, null, { b: text }], constructor: 1 }, [], null][drawn % 6];
    default:
      return text;
  }
}
