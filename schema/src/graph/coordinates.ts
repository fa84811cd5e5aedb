import { Kind, type ASTNode, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/**
 * Every element that an SDL document defines, by coordinate: `Type`, `Type.member`, `Type.field.argument`,
 * `@directive`. When extensions repeat an element, the first node is kept.
 */
export type Coordinates = ReadonlyMap<string, ASTNode>;

/** The directives of every element; those of a type include the directives of its extensions. */
export type Directives = ReadonlyMap<string, readonly ConstDirectiveNode[]>;

interface Member {
  readonly name: { readonly value: string };
  readonly arguments?: readonly Member[];
}

interface TypeShape {
  readonly fields?: readonly (ASTNode & Member)[];
  readonly values?: readonly (ASTNode & Member)[];
}

interface Elements {
  readonly nodes: Coordinates;
  readonly parts: ReadonlyMap<string, readonly ASTNode[]>;
  readonly directives: Directives;
}

const cache = new WeakMap<DocumentNode, Elements>();

export function coordinatesOf(document: DocumentNode): Coordinates {
  return elementsIn(document).nodes;
}

/** Every node of an element: the definition of a type and its extensions. */
export function partsOf(document: DocumentNode, coordinate: string): readonly ASTNode[] {
  return elementsIn(document).parts.get(coordinate) ?? [];
}

export function directivesOf(document: DocumentNode): Directives {
  return elementsIn(document).directives;
}

function elementsIn(document: DocumentNode): Elements {
  const known = cache.get(document);
  if (known !== undefined) return known;
  const parts = new Map<string, ASTNode[]>();
  const directives = new Map<string, readonly ConstDirectiveNode[]>();
  const add = (coordinate: string, node: ASTNode) => {
    parts.set(coordinate, [...(parts.get(coordinate) ?? []), node]);
    const own = 'directives' in node ? (node.directives as readonly ConstDirectiveNode[] | undefined) : [];
    directives.set(coordinate, [...(directives.get(coordinate) ?? []), ...(own ?? [])]);
  };
  for (const definition of document.definitions) {
    if (!('name' in definition) || definition.name === undefined) continue;
    const name =
      definition.kind === Kind.DIRECTIVE_DEFINITION ? `@${definition.name.value}` : definition.name.value;
    add(name, definition);
    const { fields = [], values = [] } = definition as TypeShape;
    for (const member of [...fields, ...values]) {
      const coordinate = `${name}.${member.name.value}`;
      add(coordinate, member);
      for (const argument of (member.arguments ?? []) as readonly (ASTNode & Member)[]) {
        add(`${coordinate}.${argument.name.value}`, argument);
      }
    }
  }
  const nodes = new Map(
    [...parts].flatMap(([at, [first]]) => (first === undefined ? [] : [[at, first] as const])),
  );
  const elements = { nodes, parts, directives };
  cache.set(document, elements);
  return elements;
}

/** The line of an element's name, below its description: the line for an editor to open. */
export function lineOf(node: ASTNode): number {
  const named = 'name' in node && node.name?.loc !== undefined ? node.name : node;
  return named.loc?.startToken.line ?? 1;
}

/** The coordinate one level up: the type of a field, the field of an argument. */
export function parentOf(coordinate: string): string | undefined {
  const dot = coordinate.lastIndexOf('.');
  return dot === -1 ? undefined : coordinate.slice(0, dot);
}

/** The coordinate, then those of the elements around it, from the inside out. */
export function* outwards(coordinate: string): Generator<string> {
  for (let at: string | undefined = coordinate; at !== undefined; at = parentOf(at)) yield at;
}
