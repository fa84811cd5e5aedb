import { isInterfaceType } from 'graphql';
import type { Composition } from '../../compose/compose.js';
import type { Problem } from '../../compose/problem.js';
import { describeProtection, implies, protectionOf } from '../../diff/protection.js';
import { elementsOf } from '../../diff/supergraph-elements.js';
import { coordinatesOf, directivesOf } from '../../graph/coordinates.js';
import { locate } from '../../graph/locate.js';
import { finding } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * The router enforces the supergraph, so every protection in a subgraph must still be there after composition. A field
 * of an interface must not be open through the interface when it is protected in an object type.
 */
export const protectionKept: Rule = {
  code: 'PROTECTION_LOST',
  check: (composition) => [...lostInComposition(composition), ...openThroughInterfaces(composition)],
};

function lostInComposition({ subgraphs, supergraphSdl }: Composition): readonly Problem[] {
  const composed = elementsOf(supergraphSdl);
  return subgraphs.flatMap((subgraph) =>
    [...coordinatesOf(subgraph.document)].flatMap(([coordinate, node]) => {
      const demanded = protectionOf(directivesOf(subgraph.document).get(coordinate) ?? []);
      const kept = protectionOf(composed.get(coordinate) ?? []);
      if (!composed.has(coordinate) || implies(kept, demanded)) return [];
      const message = `${coordinate} demands ${describeProtection(demanded)} here; in the supergraph it is ${describeProtection(kept)}.`;
      return [finding(protectionKept.code, subgraph, node, message)];
    }),
  );
}

function openThroughInterfaces({ api, subgraphs, supergraphSdl }: Composition): readonly Problem[] {
  const composed = elementsOf(supergraphSdl);
  const demandedAt = (coordinate: string) => protectionOf(composed.get(coordinate) ?? []);
  return Object.values(api.getTypeMap())
    .filter(isInterfaceType)
    .flatMap((shared) =>
      Object.keys(shared.getFields()).flatMap((field) =>
        api.getPossibleTypes(shared).flatMap((type) => {
          const behind = demandedAt(`${type.name}.${field}`);
          if (implies(demandedAt(`${shared.name}.${field}`), behind)) return [];
          const message = `${type.name}.${field} demands ${describeProtection(behind)}, ${shared.name}.${field} does not.`;
          return [
            { code: protectionKept.code, message, places: locate(subgraphs, `${shared.name}.${field}`) },
          ];
        }),
      ),
    );
}
