import { valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode } from 'graphql';

const PROTECTIONS = ['authenticated', 'requiresScopes', 'policy', 'inaccessible'] as const;

/** The protection that a federation directive declares. */
export type Protection = (typeof PROTECTIONS)[number];

/** An SDL node, if there is one. */
type Directed = { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;

/**
 * Reads the meaning of each directive from the schema's `@link`s. Federation's directives, and those of a separate
 * specification, may be imported under any name, and have a prefix when they are not imported. A name to which no link
 * gives another meaning has its usual one.
 *
 * @param schema the schema's definition and extensions
 */
export function readProtectionNames(schema: readonly Directed[]): ReadonlyMap<string, Protection> {
  const names = new Map<string, Protection>(PROTECTIONS.map((protection) => [protection, protection]));
  // The directive @link may itself be renamed: any directive with a specification's `url` is treated as a link.
  const links = schema.flatMap((node) => node?.directives ?? []).flatMap(readLink);
  for (const { specification, prefix } of links) {
    for (const protection of PROTECTIONS) {
      if (specification === 'federation') names.set(`${prefix}__${protection}`, protection);
      else if (specification === protection) names.set(prefix, protection);
    }
  }
  for (const { imports } of links) for (const [name, protection] of imports) names.set(name, protection);
  return names;
}

interface Link {
  readonly specification: string;
  readonly prefix: string;
  /** The imported protections, by their names in the schema. */
  readonly imports: readonly (readonly [string, Protection])[];
}

function readLink({ arguments: given = [] }: ConstDirectiveNode): Link[] {
  const values = Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
  const specification = /([^/?#]+)\/v\d+\.\d+\/*(?:[?#].*)?$/.exec(String(values.url))?.[1];
  if (specification === undefined) return [];
  const known = specification === 'federation' || isProtection(specification);
  const imported: readonly unknown[] = Array.isArray(values.import) ? values.import : [values.import];
  return [
    {
      specification,
      prefix: typeof values.as === 'string' ? bare(values.as) : specification,
      imports: known ? imported.flatMap(readImport) : [],
    },
  ];
}

function readImport(item: unknown): (readonly [string, Protection])[] {
  const { name, as = name } =
    typeof item === 'object' && item !== null
      ? (item as { readonly name?: unknown; readonly as?: unknown })
      : { name: item };
  const protection = bare(String(name));
  return isProtection(protection) ? [[bare(String(as)), protection]] : [];
}

function isProtection(name: string): name is Protection {
  return (PROTECTIONS as readonly string[]).includes(name);
}

function bare(name: string): string {
  return name.replace(/^@/, '');
}
