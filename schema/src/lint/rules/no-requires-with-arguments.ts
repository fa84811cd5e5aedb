import { directive, fieldsOf, finding } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * Two selections of such a field with different arguments need its requirements twice, under other aliases; the
 * gateway fetches them once and resolves both from the same.
 */
export const noRequiresWithArguments: Rule = {
  code: 'REQUIRES_WITH_ARGUMENTS',
  check: (composition) =>
    fieldsOf(composition)
      .filter(({ field }) => (field.arguments ?? []).length > 0 && directive(field, 'requires') !== undefined)
      .map(({ subgraph, field, coordinate }) => ({
        ...finding(
          noRequiresWithArguments.code,
          subgraph,
          field,
          `${coordinate} has arguments and @requires.`,
        ),
        hint: 'Split the field: one with @requires and one with arguments, or read what it needs in this subgraph.',
      })),
};
