import ts from 'typescript';

/** The generated file that declares the types of input objects, with every field that a client may send. */
const GENERATED = /\/src\/generated\/resolvers\.ts$/;
const INPUT_NAME = /(?:Input|Filter)$/;

/**
 * Reports code that takes a GraphQL input object and does not read all of its fields. A field added to the contract
 * later is usually optional, so the type checker would not notice that the code ignores it.
 *
 * A field counts as read when the code reads it by name (`input.sku`, `const { sku } = input`), or passes the whole
 * input to a function or an object whose type has the field.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const wholeInputs = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unread:
        '{{input}}.{{field}} is not read: a client that sends it is not heard. Read it here, or pass the whole input to code whose types have it.',
    },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap: nodes } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const typeOf = (node) => checker.getNonNullableType(checker.getTypeAtLocation(nodes.get(node)));

    /**
     * @returns the fields of the contextual type that a value is passed to, or undefined when the type may have any
     * field
     */
    const fieldsTaken = (node) => {
      const wanted = checker.getContextualType(nodes.get(node));
      if (wanted === undefined) return undefined;
      const taken = checker.getNonNullableType(wanted);
      const isOpen = taken.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter);
      return isOpen ? undefined : checker.getPropertiesOfType(taken).map(({ name }) => name);
    };

    /** @returns the fields that one reference to an input reads, or undefined when it may read all of them */
    const fieldsRead = ({ identifier }) => {
      let node = identifier;
      while (node.parent.type === 'TSNonNullExpression') node = node.parent;
      const { parent } = node;
      if (parent.type === 'MemberExpression' && parent.object === node)
        return parent.computed ? undefined : [parent.property.name];
      if (parent.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern')
        return fieldsOf(parent.id);
      if (parent.type === 'LogicalExpression' && parent.parent.type === 'VariableDeclarator')
        return parent.parent.id.type === 'ObjectPattern' ? fieldsOf(parent.parent.id) : undefined;
      if (isComparison(parent)) return [];
      if (parent.type === 'SpreadElement') return fieldsTaken(parent.parent);
      return fieldsTaken(node);
    };

    /** The fields read of each input type in the current outermost function. Reads in its inner functions count too. */
    let inputs = new Map();
    let depth = 0;

    const note = (node, reads) => {
      const type = typeOf(node);
      if (!isInput(type)) return;
      const { reads: before, node: first } = inputs.get(type) ?? { reads: [], node };
      inputs.set(type, { node: first, reads: [...before, ...reads] });
    };

    const report = () => {
      for (const [type, { node, reads }] of inputs) {
        if (reads.includes(undefined)) continue;
        const read = new Set(reads.flat());
        for (const { name: field } of checker.getPropertiesOfType(type)) {
          if (read.has(field)) continue;
          context.report({ node, messageId: 'unread', data: { input: type.aliasSymbol.name, field } });
        }
      }
    };

    return {
      ':function'(node) {
        if (depth === 0) inputs = new Map();
        depth += 1;
        for (const parameter of node.params) if (parameter.type === 'ObjectPattern') notePattern(parameter);
      },
      ':function, VariableDeclaration'(node) {
        for (const variable of context.sourceCode.getDeclaredVariables(node)) {
          const [name] = variable.identifiers;
          const references = variable.references.filter((reference) => !reference.init && reference.isRead());
          if (name !== undefined) note(name, references.map(fieldsRead));
        }
      },
      ':function:exit'() {
        depth -= 1;
        if (depth === 0) report();
      },
    };

    function notePattern(pattern) {
      note(pattern, [fieldsOf(pattern)]);
      for (const { value } of pattern.properties) if (value?.type === 'ObjectPattern') notePattern(value);
    }
  },
};

function isInput({ aliasSymbol }) {
  const file = aliasSymbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
  return GENERATED.test(file) && INPUT_NAME.test(aliasSymbol.name);
}

/** @returns the fields that a destructuring pattern names, or undefined when it has a rest element */
function fieldsOf({ properties }) {
  if (properties.some(({ type }) => type === 'RestElement')) return undefined;
  return properties.map(({ key }) => key.name);
}

function isComparison({ type, operator }) {
  return type === 'UnaryExpression' || (type === 'BinaryExpression' && /^[!=]==?$/.test(operator));
}
