import { visit, type ASTNode } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { finding, ROOT_TYPES } from '../elements.js';
import type { Rule } from '../rule.js';
import { argumentsOf } from '../../graph/directives.js';

/**
 * Federation's directives and the root types keep their names. Neither readers nor the checks of changes would
 * recognise a key, a protection or a mutation under another name.
 */
export const ownNames: Rule = {
  code: 'FEDERATION_RENAMED',
  check: ({ subgraphs }) => subgraphs.flatMap(renamed),
};

function renamed(subgraph: Subgraph): readonly Problem[] {
  const problems: Problem[] = [];
  const tell = (node: ASTNode, message: string) => {
    problems.push(finding(ownNames.code, subgraph, node, message));
  };
  visit(subgraph.document, {
    Directive: (node) => {
      const { value: name } = node.name;
      if (name.startsWith('federation__')) tell(node, `@${name} is not imported: import it from federation.`);
      if (name !== 'link') return;
      const { as, import: imports } = argumentsOf(node);
      if (as !== undefined) tell(node, 'The specification is linked under another name.');
      for (const each of Array.isArray(imports) ? (imports as readonly unknown[]) : []) {
        if (typeof each === 'object') tell(node, `${describe(each)} is imported under another name.`);
      }
    },
    OperationTypeDefinition: (node) => {
      if (ROOT_TYPES.has(node.type.name.value)) return;
      tell(node, `The root type ${node.type.name.value} is called Query, Mutation or Subscription.`);
    },
  });
  return problems;
}

function describe(imported: object | null): string {
  return imported !== null && 'name' in imported ? String(imported.name) : 'Something';
}
