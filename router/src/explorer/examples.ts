import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  getOperationAST,
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type FragmentDefinitionNode,
} from 'graphql';

/** An operation that the explorer opens in a tab. */
export interface Example {
  readonly team: string;
  readonly query: string;
  /** JSON text. */
  readonly variables: string;
}

/**
 * Reads the registered operations of a folder: `<client>/….graphql`, each below a line `# owner: team` and with values to
 * try it with in a line `# example: {…}`. An operation comes with the fragments of its client that it uses.
 */
export function readExamples(folder: string): readonly Example[] {
  const clients = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const examples = clients.flatMap(({ name }) => examplesOf(join(folder, name)));
  const ready = examples.filter(isReady);
  return [...ready, ...examples.filter((example) => !ready.includes(example))];
}

/** Whether an operation runs as it is. Those that a person has to give values first come last. */
function isReady({ query, variables }: Example): boolean {
  const { variableDefinitions = [] } = getOperationAST(parse(query)) ?? {};
  const required = variableDefinitions.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  );
  return variables !== '' || required.length === 0;
}

function examplesOf(client: string): readonly Example[] {
  const names = readdirSync(client, { recursive: true, encoding: 'utf8' }).sort();
  const files = names
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => {
      const text = readFileSync(join(client, name), 'utf8');
      return { text, definitions: parse(text).definitions };
    });
  const fragments = new Map(
    files
      .flatMap(({ definitions }) => definitions)
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return files.flatMap(({ text, definitions }) => {
    const team = /^#\s*owner:\s*(\S+)/m.exec(text)?.[1];
    const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (team === undefined || operation === undefined) return [];
    const query = [operation, ...fragmentsIn(operation, fragments)].map(print).join('\n\n');
    return [{ team, query, variables: exampleValues(text) }];
  });
}

function fragmentsIn(
  definition: DefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  used = new Set<FragmentDefinitionNode>(),
): ReadonlySet<FragmentDefinitionNode> {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (fragment === undefined || used.has(fragment)) return;
      used.add(fragment);
      fragmentsIn(fragment, fragments, used);
    },
  });
  return used;
}

function exampleValues(text: string): string {
  const written = /^#\s*example:\s*(\{.*\})/m.exec(text)?.[1];
  return written === undefined ? '' : JSON.stringify(JSON.parse(written), null, 2);
}
