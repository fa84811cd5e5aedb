import { visit, type ASTNode } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { isDay } from '../day.js';
import { directive, finding, stringArgument } from '../elements.js';
import type { Rule } from '../rule.js';

const DATE = /\b\d{4}-\d{2}-\d{2}\b/g;

/** A deprecation must name the replacement and the day of the earliest removal; otherwise clients do not migrate. */
export const deprecations: Rule = {
  code: 'DEPRECATION_INCOMPLETE',
  check: ({ subgraphs }) => subgraphs.flatMap(incomplete),
};

function incomplete(subgraph: Subgraph): readonly Problem[] {
  const problems: Problem[] = [];
  const look = (node: ASTNode) => {
    if (!('directives' in node) || !('name' in node)) return;
    const deprecated = directive(node as Parameters<typeof directive>[0], 'deprecated');
    if (deprecated === undefined) return;
    const reason = stringArgument(deprecated, 'reason') ?? '';
    const days = reason.match(DATE) ?? [];
    if (days.length > 0 && days.every(isDay) && reason.replace(DATE, '').trim().length >= 10) return;
    const message = `${node.name?.value ?? ''} is deprecated without saying what to use instead and until when.`;
    const hint = 'For example: @deprecated(reason: "Use `total`. Removed after 2027-06-30.")';
    problems.push({ ...finding(deprecations.code, subgraph, node, message), hint });
  };
  visit(subgraph.document, { FieldDefinition: look, InputValueDefinition: look, EnumValueDefinition: look });
  return problems;
}
