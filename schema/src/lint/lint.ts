import type { Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';
import type { Rule } from './rule.js';
import { connections } from './rules/connections.js';
import { deprecations } from './rules/deprecations.js';
import { descriptions } from './rules/descriptions.js';
import { gatewayFeatures } from './rules/gateway-features.js';
import { mutations } from './rules/mutations.js';
import { naming } from './rules/naming.js';
import { nullableReferences } from './rules/nullable-references.js';
import { ownNames } from './rules/own-names.js';
import { protectionKept } from './rules/protection-kept.js';

export const RULES: readonly Rule[] = [
  descriptions,
  naming,
  deprecations,
  connections,
  nullableReferences,
  mutations,
  gatewayFeatures,
  ownNames,
  protectionKept,
];

/** All violations of the rules in the graph. */
export function lint(composition: Composition): readonly Problem[] {
  return RULES.flatMap((rule) => rule.check(composition));
}
