import { buildASTSchema, Kind, parse, print } from 'graphql';
import type { DefinitionNode, GraphQLSchema } from 'graphql';
import type { LoadedGateway } from '../execution/gateway.js';
import type { SupergraphDescription } from './planner.js';

/** Describes a loaded supergraph by text, which crosses threads. */
export function describeSupergraph({ apiSchema, planner }: LoadedGateway): SupergraphDescription {
  return {
    apiSdl: printDefinitions(apiSchema),
    supergraphSdl: printDefinitions(planner.schema),
    overrideLabels: planner.overrideLabels,
  };
}

/** Builds a described schema. It was validated when its supergraph was loaded. */
export function buildDescribed(sdl: string): GraphQLSchema {
  return buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
}

/** Prints what a schema was built from. `printSchema` fails for default values of custom scalars that are objects. */
function printDefinitions(schema: GraphQLSchema): string {
  const definitions: DefinitionNode[] = [];
  const elements = [schema, ...Object.values(schema.getTypeMap())];
  for (const { astNode, extensionASTNodes } of elements) {
    if (astNode) definitions.push(astNode);
    definitions.push(...extensionASTNodes);
  }
  for (const { astNode } of schema.getDirectives()) if (astNode) definitions.push(astNode);
  return print({ kind: Kind.DOCUMENT, definitions });
}
