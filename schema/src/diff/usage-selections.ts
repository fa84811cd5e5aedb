import {
  getNamedType,
  isAbstractType,
  isLeafType,
  type ASTVisitor,
  type GraphQLSchema,
  type TypeInfo,
} from 'graphql';
import { parentOf } from '../graph/coordinates.js';

/** The elements that an operation reads. */
export interface Selections {
  /** The fields that it selects, as `Type.field`. */
  readonly selected: ReadonlySet<string>;
  /** The leaf and abstract types whose values it reads. */
  readonly read: ReadonlySet<string>;
  /** The types that it names or selects from. */
  readonly touched: ReadonlySet<string>;
  /** The types and fields that it may reach: for an interface or union, those of every possible type. */
  readonly reached: ReadonlySet<string>;
}

/** Collects the selections while a visitor with `info` visits the operation. */
export function collectSelections(
  info: TypeInfo,
  schema: GraphQLSchema,
): { readonly visitor: ASTVisitor; readonly found: () => Selections } {
  const selected = new Set<string>();
  const read = new Set<string>();
  const touched = new Set<string>();
  const visitor: ASTVisitor = {
    Field: (node) => {
      const parent = info.getParentType();
      const definition = info.getFieldDef();
      if (!parent || !definition) return;
      const result = getNamedType(definition.type);
      selected.add(`${parent.name}.${node.name.value}`);
      touched.add(parent.name).add(result.name);
      if (isLeafType(result) || isAbstractType(result)) read.add(result.name);
    },
    NamedType: (node) => void touched.add(node.name.value),
  };
  return {
    visitor,
    found: () => ({ selected, read, touched, reached: reachedBy(touched, selected, schema) }),
  };
}

function reachedBy(
  touched: ReadonlySet<string>,
  selected: ReadonlySet<string>,
  schema: GraphQLSchema,
): ReadonlySet<string> {
  const standsFor = (name: string) => {
    const type = schema.getType(name);
    return isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [];
  };
  const reached = new Set([...touched, ...selected]);
  for (const type of touched) for (const behind of standsFor(type)) reached.add(behind);
  for (const coordinate of selected) {
    const type = parentOf(coordinate) ?? coordinate;
    for (const behind of standsFor(type)) reached.add(`${behind}${coordinate.slice(type.length)}`);
  }
  return reached;
}
