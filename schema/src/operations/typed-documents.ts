import type { RegisteredOperation } from './operation.js';

/** The source text that declares each operation as a typed document, beside the types a generator wrote for it. */
export function typedDocuments(operations: readonly RegisteredOperation[]): string {
  return [...operations]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(declaration)
    .join('\n\n');
}

function declaration({ id, name, type, client, owner, body }: RegisteredOperation): string {
  const suffix = type === 'query' ? 'Query' : 'Mutation';
  const constant = name.charAt(0).toLowerCase() + name.slice(1);
  const text = body.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return [
    `export const ${constant}: OperationDocument<${name}${suffix}, ${name}${suffix}Variables> = {`,
    ...Object.entries({ id, name, type, client, owner }).map(([key, value]) => `  ${key}: ${quoted(value)},`),
    `  text: \`${text}\`,`,
    '};',
  ].join('\n');
}

/** Any text as a single-quoted literal, as the formatter writes it. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
