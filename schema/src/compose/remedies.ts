// Remedies for the composition errors that subgraph teams meet most: how each error is usually corrected.
const REMEDIES: Readonly<Record<string, string>> = {
  INVALID_FIELD_SHARING:
    'Mark the field @shareable in every subgraph that resolves it, or keep it in one: @external where it is only referred to, @override(from:) where it moves.',
  SATISFIABILITY_ERROR:
    'Some query cannot be planned: give the type a @key that the other subgraph can provide, or resolve the field in the subgraph the query comes from.',
  KEY_FIELDS_SELECT_INVALID_TYPE: 'Use fields of scalar, enum or object type in @key.',
  KEY_INVALID_FIELDS: 'Each field of @key must be defined on the type in this subgraph.',
  REQUIRES_INVALID_FIELDS: 'Declare each field of @requires on the type in this subgraph, with @external.',
  REQUIRES_FIELDS_MISSING_EXTERNAL: 'Mark the fields that @requires selects as @external in this subgraph.',
  PROVIDES_INVALID_FIELDS: 'Each field of @provides must be defined on the type it returns.',
  EXTERNAL_UNUSED: 'Remove the @external field, or use it in @key, @requires or @provides.',
  EXTERNAL_MISSING_ON_BASE: 'Another subgraph must define the field without @external.',
  EXTERNAL_TYPE_MISMATCH: 'Give the @external field the type it has where it is resolved.',
  FIELD_TYPE_MISMATCH: 'Give the field the same type in every subgraph; they may differ in nullability only.',
  FIELD_ARGUMENT_TYPE_MISMATCH: 'Give the argument the same type in every subgraph.',
  FIELD_ARGUMENT_DEFAULT_MISMATCH: 'Give the argument the same default in every subgraph, or in none.',
  INPUT_FIELD_DEFAULT_MISMATCH: 'Give the input field the same default in every subgraph, or in none.',
  REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH:
    'Add the argument in every subgraph that resolves the field, or make it optional.',
  REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH:
    'Add the input field in every subgraph that has the input type, or make it optional.',
  REQUIRED_INACCESSIBLE: 'A required argument or input field must be accessible, or have a default.',
  REFERENCED_INACCESSIBLE:
    'Mark what refers to the @inaccessible element @inaccessible too, or make it accessible.',
  ONLY_INACCESSIBLE_CHILDREN:
    'Mark the type @inaccessible as a whole, or keep one of its members accessible.',
  QUERY_ROOT_TYPE_INACCESSIBLE: 'The query root must stay accessible.',
  ENUM_VALUE_MISMATCH:
    'An enum that is both input and output needs the same values in every subgraph; mark the ones not yet everywhere @inaccessible.',
  EMPTY_MERGED_ENUM_TYPE: 'Input enums keep the values all subgraphs have: agree on at least one.',
  EMPTY_MERGED_INPUT_TYPE: 'Input types keep the fields all subgraphs have: agree on at least one.',
  TYPE_KIND_MISMATCH: 'A name means one kind of type in the whole graph: rename one of them.',
  TYPE_DEFINITION_INVALID: 'The definition does not match what federation expects of this name.',
  INTERFACE_FIELD_NO_IMPLEM:
    'Add the interface field to the type in this subgraph, as @external when another resolves it.',
  INTERFACE_KEY_NOT_ON_IMPLEMENTATION: 'Add the interface’s @key to every type that implements it.',
  OVERRIDE_FROM_SELF_ERROR: '@override names the subgraph the field comes from, not the one it is in.',
  OVERRIDE_SOURCE_HAS_OVERRIDE: 'Only one subgraph may override a field.',
  OVERRIDE_COLLISION_WITH_ANOTHER_DIRECTIVE:
    'A field that is overridden cannot be @external, @provides or @requires there.',
  MISSING_TRANSITIVE_AUTH_REQUIREMENTS:
    'The field reads a protected one through @requires: give it at least the same protection.',
  AUTH_REQUIREMENTS_APPLIED_ON_INTERFACE:
    'Protect the fields of the types that implement the interface instead.',
  INVALID_LINK_DIRECTIVE_USAGE: 'Check the spelling in the `import` list of @link.',
  INVALID_LINK_IDENTIFIER: 'Check the URL of @link.',
  UNKNOWN_FEDERATION_LINK_VERSION: 'Use a federation version that this composition knows.',
  DIRECTIVE_DEFINITION_INVALID: 'Import the directive with @link instead of defining it.',
  INVALID_GRAPHQL:
    'The SDL is not valid GraphQL. Look at this line and at the one above it: often a brace, a quote or a type is missing.',
  OPERATION_SYNTAX:
    'The operation is not valid GraphQL. Look at this line and at the one above it: often a brace is missing, or the file is empty.',
  NO_QUERIES: 'At least one subgraph must define a field of Query.',
};

export function remedyFor(code: string, message = ''): string | undefined {
  if (message.includes('Unknown directive "@oneOf"')) {
    return 'Federation does not define @oneOf: declare `directive @oneOf on INPUT_OBJECT` in this subgraph.';
  }
  return REMEDIES[code];
}
