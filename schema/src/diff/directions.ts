import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** The types whose values clients send, and those whose values they read. */
export interface Directions {
  readonly sent: ReadonlySet<string>;
  readonly read: ReadonlySet<string>;
}

export function directionsOf(schema: GraphQLSchema): Directions {
  const sent = new Set<string>();
  const read = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    for (const [direction, name] of namesIn(type)) (direction === 'sent' ? sent : read).add(name);
  }
  return { sent, read };
}

function* namesIn(type: GraphQLNamedType): Generator<readonly ['sent' | 'read', string]> {
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) yield ['sent', getNamedType(field.type).name];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return;
  for (const field of Object.values(type.getFields())) {
    yield ['read', getNamedType(field.type).name];
    for (const argument of field.args) yield ['sent', getNamedType(argument.type).name];
  }
}
