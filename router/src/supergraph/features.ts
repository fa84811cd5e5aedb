import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import { StartError } from '@supergraph/service-kit/start-error';
import { Kind, valueFromASTUntyped, visit } from 'graphql';
import type { DirectiveNode, DocumentNode } from 'graphql';
import { readLinks, type LinkedFeature } from './links.js';

/**
 * Features that composition marks as needed for execution but that change no answer: other routers' caches read them.
 */
const HARMLESS: readonly string[] = ['cacheTag'];

/** The specifications of the directives that composition puts inside `@join__directive` and that replace fetches. */
const CONNECTORS: ReadonlySet<string> = new Set(['connect', 'source']);

/**
 * Apollo's planner would silently answer some features wrong, and its gateway refuses others with only the location of
 * a link. Each is refused here by its name, with the fields that use it and their subgraphs.
 *
 * @param document without authorization directives, which the router enforces itself
 * @throws StartError
 */
export function refuseUnsupportedFeatures(document: DocumentNode): void {
  const uses = findUses(document);
  const [first] = uses;
  if (first !== undefined) {
    const places = uses.slice(0, MAX_TOLD).map(({ coordinate, subgraphs }) => `${coordinate}${subgraphs}`);
    const more = uses.length > MAX_TOLD ? ` and ${uses.length - MAX_TOLD} more places` : '';
    throw new StartError(
      `the supergraph uses @${first.directive}, which this router cannot execute, at ${places.join(', ')}${more}: ` +
        'remove the directive from the subgraph and compose again',
    );
  }
  const unknown = readLinks(document).find(isUnknown);
  if (unknown !== undefined) {
    throw new StartError(
      `the supergraph needs ${unknown.url} for ${unknown.purpose ?? ''}, a specification that this router does not know: ` +
        'remove its @link from the subgraphs and compose again',
    );
  }
}

/** Removes the links to features that the gateway refuses to load although they change no answer. */
export function withoutHarmlessFeatures(document: DocumentNode): DocumentNode {
  const links = readLinks(document).filter(({ name }) => HARMLESS.includes(name));
  if (links.length === 0) return document;
  const nodes = new Set(links.map(({ link }) => link));
  return visit(document, { Directive: (node) => (nodes.has(node) ? null : undefined) });
}

/** The number of fields that a message names. */
const MAX_TOLD = 5;

interface Use {
  readonly directive: string;
  readonly coordinate: string;
  /** ` in subgraph a`, or empty where the supergraph does not name the subgraph. */
  readonly subgraphs: string;
}

function isUnknown({ name, url, purpose }: LinkedFeature): boolean {
  if (purpose !== 'EXECUTION' && purpose !== 'SECURITY') return false;
  return !DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES.has(url) && !HARMLESS.includes(name);
}

/** The fields of one kind of feature, in the order of the document. */
function findUses(document: DocumentNode): readonly Use[] {
  const names = subgraphNames(document);
  const uses: Use[] = [];
  const read = (coordinate: string, node: DirectiveNode): void => {
    const directive = unsupportedDirective(node);
    if (directive === undefined) return;
    const graphs = graphsOf(node).map((graph) => names.get(graph) ?? graph);
    const subgraphs = graphs.length === 0 ? '' : ` in subgraph ${graphs.join(', ')}`;
    uses.push({ directive, coordinate, subgraphs });
  };
  for (const definition of document.definitions) {
    if (!('directives' in definition)) continue;
    const name = 'name' in definition ? (definition.name?.value ?? '') : 'the schema';
    for (const node of definition.directives ?? []) read(name, node);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      for (const node of field.directives ?? []) read(`${name}.${field.name.value}`, node);
    }
  }
  const [first] = uses;
  return uses.filter(({ directive }) => directive === first?.directive);
}

/** The directive as subgraphs write it. */
function unsupportedDirective(node: DirectiveNode): string | undefined {
  const values = argumentsOf(node);
  if (node.name.value === 'join__field') {
    return values.contextArguments === undefined ? undefined : 'fromContext';
  }
  if (node.name.value !== 'join__directive' || typeof values.name !== 'string') return undefined;
  const written = values.name.split('__').at(-1) ?? '';
  return CONNECTORS.has(written) ? written : undefined;
}

function graphsOf(node: DirectiveNode): readonly string[] {
  const { graph, graphs } = argumentsOf(node);
  return [graph, graphs].flat().filter((each) => typeof each === 'string');
}

function argumentsOf({ arguments: given = [] }: DirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** The names of subgraphs by their enum values. */
function subgraphNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const graphs = definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? [])
      : [],
  );
  return new Map(
    graphs.map(({ name, directives = [] }) => {
      const join = directives.find((each) => each.name.value === 'join__graph');
      const written = join === undefined ? undefined : argumentsOf(join).name;
      return [name.value, typeof written === 'string' ? written : name.value];
    }),
  );
}
