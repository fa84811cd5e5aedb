import { Kind, valueFromASTUntyped } from 'graphql';
import type { DocumentNode, DirectiveNode } from 'graphql';

/** A specification that a supergraph uses, and the names that it has there. */
export interface LinkedFeature {
  /** `authenticated`, of `https://specs.apollo.dev/authenticated/v0.1`. */
  readonly name: string;
  /** Without a slash at its end. */
  readonly url: string;
  /** Its `for`: every server of the supergraph must support `EXECUTION` and `SECURITY` features. */
  readonly purpose: string | undefined;
  /** The `@link` itself. */
  readonly link: DirectiveNode;
  /** The name of an element of the specification in this schema: `@policy` → `policy`, `Policy` → `policy__Policy`. */
  nameOf(element: string): string;
}

/** Reads the `@link`s of a supergraph, with the names that imported directives have there. */
export function readLinks(document: DocumentNode): readonly LinkedFeature[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return [];
    return (definition.directives ?? []).flatMap((directive) => readLink(directive) ?? []);
  });
}

function readLink(directive: DirectiveNode): LinkedFeature | undefined {
  if (directive.name.value !== 'link') return undefined;
  const values = Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
  if (typeof values.url !== 'string') return undefined;
  const url = values.url.replace(/\/$/, '');
  const name = /([^/]+)\/v\d+\.\d+$/.exec(url)?.[1];
  if (name === undefined) return undefined;
  const prefix = typeof values.as === 'string' ? values.as : name;
  const imports = readImports(values.import);
  return {
    name,
    url,
    purpose: typeof values.for === 'string' ? values.for : undefined,
    link: directive,
    nameOf(element) {
      const imported = imports.get(element);
      if (imported !== undefined) return imported.replace(/^@/, '');
      const bare = element.replace(/^@/, '');
      return element === `@${name}` ? prefix : `${prefix}__${bare}`;
    },
  };
}

function readImports(value: unknown): ReadonlyMap<string, string> {
  const imports = Array.isArray(value) ? value : [];
  return new Map(
    imports.flatMap((item: unknown): [string, string][] => {
      if (typeof item === 'string') return [[item, item]];
      if (typeof item !== 'object' || item === null || !('name' in item)) return [];
      const alias = 'as' in item ? item.as : item.name;
      return typeof item.name === 'string' && typeof alias === 'string' ? [[item.name, alias]] : [];
    }),
  );
}
