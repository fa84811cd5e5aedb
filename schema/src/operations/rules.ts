import {
  getEnterLeaveForKind,
  Kind,
  KnownTypeNamesRule,
  specifiedRules,
  type ASTVisitor,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** The specification's rules. KnownTypeNamesRule is replaced: it lists all types of the schema for each document. */
export const RULES: readonly ValidationRule[] = specifiedRules.map((rule) =>
  rule === KnownTypeNamesRule ? knownTypeNames : rule,
);

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
