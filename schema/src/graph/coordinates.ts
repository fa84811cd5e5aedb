import { Kind, type ASTNode, type DocumentNode } from 'graphql';

/**
 * Every element that an SDL document defines, by coordinate: `Type`, `Type.member`, `Type.field.argument`,
 * `@directive`. An element that extensions repeat keeps its first node.
 */
export type Coordinates = ReadonlyMap<string, ASTNode>;

interface Member {
  readonly name: { readonly value: string };
  readonly arguments?: readonly Member[];
}

interface TypeShape {
  readonly fields?: readonly (ASTNode & Member)[];
  readonly values?: readonly (ASTNode & Member)[];
}

const cache = new WeakMap<DocumentNode, Coordinates>();

export function coordinatesOf(document: DocumentNode): Coordinates {
  const known = cache.get(document);
  if (known !== undefined) return known;
  const elements = new Map<string, ASTNode>();
  const add = (coordinate: string, node: ASTNode) => {
    if (!elements.has(coordinate)) elements.set(coordinate, node);
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
  cache.set(document, elements);
  return elements;
}

/** The line an element's name stands on, which is where an editor should go: below its description. */
export function lineOf(node: ASTNode): number {
  const named = 'name' in node && node.name?.loc !== undefined ? node.name : node;
  return named.loc?.startToken.line ?? 1;
}

/** The coordinate one level up: a field's type, an argument's field. */
export function parentOf(coordinate: string): string | undefined {
  const dot = coordinate.lastIndexOf('.');
  return dot === -1 ? undefined : coordinate.slice(0, dot);
}

/** The coordinate and those around it, from the inside out. */
export function* outwards(coordinate: string): Generator<string> {
  for (let at: string | undefined = coordinate; at !== undefined; at = parentOf(at)) yield at;
}
