import type { RegisteredOperation } from './operation.js';

/** The source text that declares each operation as a typed document, next to its generated types. */
export function typedDocuments(operations: readonly RegisteredOperation[]): string {
  return [...operations]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(declaration)
    .join('\n\n');
}

function declaration({ id, name, type, client, owner, body }: RegisteredOperation): string {
  const suffix = `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  const constant = name.charAt(0).toLowerCase() + name.slice(1);
  const text = body.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return [
    `export const ${constant}: OperationDocument<${name}${suffix}, ${name}${suffix}Variables> = {`,
    ...Object.entries({ id, name, type, client, owner }).map(([key, value]) => `  ${key}: ${quoted(value)},`),
    `  text: \`${text}\`,`,
    '};',
  ].join('\n');
}

/** The text as a single-quoted literal, formatted like Prettier does. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
