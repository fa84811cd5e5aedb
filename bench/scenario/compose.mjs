import { composeServices } from '@apollo/composition';
import { names, typeDefsOf } from './subgraphs.mjs';

/** The supergraph of the scenario, with its subgraphs at one local port. */
export function composeScenario(port) {
  const result = composeServices(
    names.map((name) => ({ name, url: `http://127.0.0.1:${port}/${name}`, typeDefs: typeDefsOf(name) })),
  );
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n'));
  return result.supergraphSdl;
}
