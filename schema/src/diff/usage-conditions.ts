import {
  isAbstractType,
  isObjectType,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  type TypeInfo,
} from 'graphql';

/** The conditions on an operation's selections. */
export interface Conditions {
  /** The type conditions of its fragments. */
  readonly named: ReadonlySet<string>;
  /** `Object.Interface` and `Object.Union`: a fragment on the abstract type, and an object type to which it applies. */
  readonly met: ReadonlySet<string>;
  /** The directives that it uses, as `@directive`. */
  readonly directives: ReadonlySet<string>;
}

/** Collects the conditions while a visitor with `info` visits the operation. */
export function collectConditions(
  info: TypeInfo,
  schema: GraphQLSchema,
  document: DocumentNode,
): { readonly visitor: ASTVisitor; readonly found: () => Conditions } {
  const named = new Set<string>();
  const met = new Set<string>();
  const directives = new Set<string>();
  const fragments = fragmentTypes(document);
  const spread = (around: GraphQLType | null | undefined, condition = '') => {
    const type = schema.getType(condition);
    named.add(condition);
    if (!isAbstractType(type) || around === type) return;
    const possible = new Set(possibleTypes(type, schema));
    for (const each of possibleTypes(around, schema))
      if (possible.has(each)) met.add(`${each.name}.${type.name}`);
  };
  const visitor: ASTVisitor = {
    // When the visitor enters an inline fragment, the parent type is still that of the surrounding selection set.
    InlineFragment: (node) => spread(info.getParentType(), node.typeCondition?.name.value),
    FragmentSpread: (node) => spread(info.getParentType(), fragments.get(node.name.value)),
    Directive: (node) => void directives.add(`@${node.name.value}`),
  };
  return { visitor, found: () => ({ named, met, directives }) };
}

function fragmentTypes({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map(({ name, typeCondition }) => [name.value, typeCondition.name.value]));
}

function possibleTypes(
  type: GraphQLType | null | undefined,
  schema: GraphQLSchema,
): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
