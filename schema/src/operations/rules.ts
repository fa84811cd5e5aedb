import { subscriptionRoot } from '@supergraph/service-kit/subscription-root';
import {
  getEnterLeaveForKind,
  Kind,
  KnownTypeNamesRule,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  type ASTVisitor,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Runs the specification's rule, with its suggestions, only where a document names an unknown type. */
function knownTypeNames(context: ValidationContext): ASTVisitor {
  return {
    NamedType: (...visited) => {
      const [{ name }] = visited;
      if (context.getSchema().getType(name.value) !== undefined) return;
      getEnterLeaveForKind(KnownTypeNamesRule(context), Kind.NAMED_TYPE).enter?.(...visited);
    },
  };
}

const REPLACED: ReadonlyMap<ValidationRule, ValidationRule> = new Map([
  [KnownTypeNamesRule, knownTypeNames],
  [SingleFieldSubscriptionsRule, subscriptionRoot],
]);

/**
 * The specification's rules. KnownTypeNamesRule is replaced, as it lists all types of the schema for each document, and so is
 * SingleFieldSubscriptionsRule, as it throws at a condition with a variable.
 */
export const RULES: readonly ValidationRule[] = specifiedRules.map((rule) => REPLACED.get(rule) ?? rule);
