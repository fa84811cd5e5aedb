import { Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import type { DirectiveNode, SelectionNode } from 'graphql';
import type { GeneratedOperation } from './generate-operation.js';
import { Random } from './random.js';

/** The same query, some of whose fragments and fields are deferred. Mutations stay as they are. */
export function deferSome({ query, variables }: GeneratedOperation, seed: number): GeneratedOperation {
  const document = parse(query, { noLocation: true });
  const isQuery = document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.QUERY,
  );
  if (!isQuery) return { query, variables };
  const random = new Random(seed);
  const defer = (): DirectiveNode => {
    const label = random.chance(0.5) ? 'label: "l0"' : '';
    const condition = random.chance(0.15) ? `if: ${random.pick(['true', 'false', '$deferred'])}` : '';
    const given = [label, condition].filter(Boolean).join(', ');
    return directiveOf(`@defer${given === '' ? '' : `(${given})`}`);
  };
  const deferred = visit(document, {
    InlineFragment: (node) =>
      random.chance(0.3) ? { ...node, directives: [...(node.directives ?? []), defer()] } : undefined,
    FragmentSpread: (node) =>
      random.chance(0.3) ? { ...node, directives: [...(node.directives ?? []), defer()] } : undefined,
    SelectionSet: {
      leave: (node) => {
        if (!random.chance(0.3)) return undefined;
        const inside = node.selections.filter(() => random.chance(0.5));
        if (inside.length === 0) return undefined;
        const fragment: SelectionNode = {
          kind: Kind.INLINE_FRAGMENT,
          directives: [defer()],
          selectionSet: { kind: Kind.SELECTION_SET, selections: inside },
        };
        // Some fields are asked for twice, at once and later.
        const kept = node.selections.filter(
          (selection) => !inside.includes(selection) || random.chance(0.15),
        );
        return { ...node, selections: [...kept, fragment] };
      },
    },
  });
  const text = withUniqueLabels(print(deferred));
  if (!text.includes('$deferred')) return { query: text, variables };
  const declared = text.replace(
    /^query Op(?:\((.*?)\) \{|\s*\{)/m,
    (_all, list?: string) => `query Op(${list === undefined ? '' : `${list}, `}$deferred: Boolean!) {`,
  );
  return { query: declared, variables: { ...variables, deferred: random.chance(0.5) } };
}

/** Copied fragments must not have the label twice. */
function withUniqueLabels(text: string): string {
  let labels = 0;
  return text.replace(/label: "l\d+"/g, () => `label: "l${labels++}"`);
}

function directiveOf(text: string): DirectiveNode {
  const document = parse(`{ ... ${text} { f } }`, { noLocation: true });
  const [definition] = document.definitions;
  const [node] = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  const [directive] = node?.directives ?? [];
  if (directive === undefined) throw new Error('No directive.');
  return directive;
}
