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

/** On what an operation makes its selections depend. */
export interface Conditions {
  /** Types that a fragment is for. */
  readonly named: ReadonlySet<string>;
  /** `Object.Interface` and `Object.Union` where a fragment for the latter is spread in what may be the former. */
  readonly met: ReadonlySet<string>;
  /** `@directive` that it uses. */
  readonly directives: ReadonlySet<string>;
}

/** Looks on while an operation is visited with `info`. */
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
    // Seen before its type condition is the parent; the type around it is that of the selection set it is in.
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
