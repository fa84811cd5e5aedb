import { GraphQLError, Kind, isCompositeType, isListType, getNullableType, parse } from 'graphql';
import type { GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema, SelectionSetNode } from 'graphql';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type DataRecord = Readonly<Record<string, Json>>;

/**
 * The data of all subgraphs of a case: records by type and by a name of their own. A subgraph resolves the fields of
 * its schema from them. Where a field's type is an object, `Type:name` refers to a record. In a string, `{$currency}`
 * is an argument of the field, `{name}` and `{dims.w}` are fields of the representation that the router sent, and `{#}`
 * is a counter of its uses. `{$error: message}` fails, and `{$by: argument, value: …}` chooses a value by an argument.
 */
export type Data = Readonly<Record<string, Readonly<Record<string, DataRecord>>>>;

/** An object that a subgraph resolves. */
export interface Item {
  readonly __typename: string;
  readonly record: DataRecord;
  /** The representation with which the router requested the entity. */
  readonly sent?: Readonly<Record<string, unknown>>;
}

/** Resolves the fields of all subgraphs of a case. They share one instance, and with it the counter `{#}`. */
export class DataSource {
  readonly #data: Data;
  #count = 0;

  constructor(data: Data) {
    this.#data = data;
  }

  root(typename: string): Item {
    return { __typename: typename, record: this.#data[typename] ?? {} };
  }

  /** Finds the entity that matches a representation by one of the type's keys in this subgraph. */
  find(
    typename: string,
    keys: readonly SelectionSetNode[],
    sent: Readonly<Record<string, unknown>>,
  ): Item | null {
    // No records have the name of an interface object, so the records of all types are searched.
    const types = Object.hasOwn(this.#data, typename) ? [typename] : Object.keys(this.#data);
    for (const type of types) {
      for (const record of Object.values(this.#data[type] ?? {})) {
        if (keys.some((key) => this.#fits(record, key, sent))) {
          return { __typename: type, record, sent };
        }
      }
    }
    return null;
  }

  resolve(item: Item, args: Readonly<Record<string, unknown>>, info: GraphQLResolveInfo): unknown {
    return this.#value(item.record[info.fieldName] ?? null, info.returnType, { args, sent: item.sent });
  }

  #value(value: Json, type: GraphQLOutputType, from: Sources): unknown {
    const nullable = getNullableType(type);
    if (isRecord(value) && typeof value.$error === 'string') throw new GraphQLError(value.$error);
    if (isRecord(value) && typeof value.$by === 'string') {
      return this.#value(value[String(from.args[value.$by])] ?? null, type, from);
    }
    if (Array.isArray(value) && isListType(nullable)) {
      return value.map((item: Json) => this.#element(item, nullable.ofType, from));
    }
    if (isCompositeType(nullable)) return this.#object(value, nullable.name);
    return typeof value === 'string' ? this.#fill(value, from) : value;
  }

  /** Returns an error as the value of its item, so that the other items of the list are not affected. */
  #element(value: Json, type: GraphQLOutputType, from: Sources): unknown {
    try {
      return this.#value(value, type, from);
    } catch (error) {
      return error;
    }
  }

  #object(value: Json, typename: string): Item | null {
    if (typeof value === 'string') return this.#follow(value);
    if (!isRecord(value)) return null;
    return { __typename: typeof value.__typename === 'string' ? value.__typename : typename, record: value };
  }

  #follow(reference: string): Item {
    const [typename = '', name = ''] = reference.split(':');
    const record = this.#data[typename]?.[name];
    if (record === undefined) throw new Error(`The case has no record ${reference}.`);
    return { __typename: typename, record };
  }

  #fill(text: string, from: Sources): unknown {
    const whole = /^\{([^{}]+)\}$/.exec(text);
    if (whole?.[1] !== undefined) return this.#read(whole[1], from);
    return text.replace(/\{([^{}]+)\}/g, (_, name: string) => {
      const read = this.#read(name, from);
      return typeof read === 'string' ? read : JSON.stringify(read);
    });
  }

  #read(name: string, { args, sent }: Sources): unknown {
    if (name === '#') return ++this.#count;
    if (name.startsWith('$')) return args[name.slice(1)] ?? null;
    return name.split('.').reduce((at: unknown, step) => {
      if (Array.isArray(at)) return at.map((item: unknown) => (isObject(item) ? item[step] : null));
      return isObject(at) ? (at[step] ?? null) : null;
    }, sent);
  }

  #fits(record: DataRecord, key: SelectionSetNode, sent: Readonly<Record<string, unknown>>): boolean {
    return key.selections.every((selection) => {
      if (selection.kind !== Kind.FIELD) return true;
      const name = selection.name.value;
      const value = record[name];
      const given = sent[name];
      if (value === undefined || value === null || given === undefined || given === null) return false;
      if (selection.selectionSet === undefined) return scalarText(value) === scalarText(given);
      const inner = this.#object(value, '');
      return inner !== null && isObject(given) && this.#fits(inner.record, selection.selectionSet, given);
    });
  }
}

interface Sources {
  readonly args: Readonly<Record<string, unknown>>;
  readonly sent: Readonly<Record<string, unknown>> | undefined;
}

/** The resolvable keys of a type in a subgraph. */
export function keysOf(schema: GraphQLSchema, typename: string): readonly SelectionSetNode[] {
  const directives = schema.getType(typename)?.astNode?.directives ?? [];
  return directives.flatMap(({ name, arguments: given = [] }) => {
    const fields = given.find((argument) => argument.name.value === 'fields')?.value;
    const isResolvable = !given.some(
      (argument) => argument.value.kind === Kind.BOOLEAN && !argument.value.value,
    );
    if (name.value !== 'key' || !isResolvable || fields?.kind !== Kind.STRING) return [];
    const [operation] = parse(`{ ${fields.value} }`).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? [operation.selectionSet] : [];
  });
}

function scalarText(value: unknown): string {
  return JSON.stringify(typeof value === 'number' ? String(value) : value);
}

function isRecord(value: Json): value is DataRecord {
  return isObject(value) && !Array.isArray(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
