import { visit } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import { finding } from '../elements.js';
import type { Rule } from '../rule.js';

const REFUSED = new Set(['context', 'fromContext', 'federation__context', 'federation__fromContext']);

/** The gateway refuses to load a supergraph that passes values by @context. */
export const noContext: Rule = {
  code: 'CONTEXT_UNSUPPORTED',
  check: ({ subgraphs }) =>
    subgraphs.flatMap((subgraph) => {
      const problems: Problem[] = [];
      visit(subgraph.document, {
        Directive: (node) => {
          const { value: name } = node.name;
          if (!REFUSED.has(name)) return;
          problems.push(
            finding(noContext.code, subgraph, node, `The gateway cannot load a supergraph with @${name}.`),
          );
        },
      });
      return problems;
    }),
};
