import { directive, fieldsOf, finding } from '../elements.js';
import type { Rule } from '../rule.js';

/** The gateway ignores the label of a progressive override and moves all traffic at once. */
export const noOverrideLabel: Rule = {
  code: 'OVERRIDE_LABEL',
  check: (composition) =>
    fieldsOf(composition)
      .filter(({ field }) =>
        directive(field, 'override')?.arguments?.some(({ name }) => name.value === 'label'),
      )
      .map(({ subgraph, field, coordinate }) => ({
        ...finding(
          noOverrideLabel.code,
          subgraph,
          field,
          `${coordinate} has @override(label:), which is ignored.`,
        ),
        hint: 'Use @override(from:) alone: the field moves when the supergraph is published.',
      })),
};
