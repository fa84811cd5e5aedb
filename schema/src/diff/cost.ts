import { print, valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';
import type { Change } from './change.js';
import { elementsOf } from './supergraph-elements.js';
import { argumentsOf, uses } from '../graph/directives.js';

/** Changes that raise the cost of an operation, which may then exceed the router's limit. */
export const COSTS_MORE: ReadonlySet<string> = new Set(['COST_RAISED', 'LIST_SIZE_CHANGED']);

/** Compares the costs and list sizes that two supergraphs declare. */
export function diffCost(before: string, after: string): readonly Change[] {
  const now = elementsOf(after);
  return [...elementsOf(before)].flatMap(([coordinate, directives]) => {
    const directivesNow = now.get(coordinate);
    if (directivesNow === undefined) return [];
    return [
      ...weightChange(coordinate, directives, directivesNow),
      ...listChange(coordinate, directives, directivesNow),
    ];
  });
}

function weightChange(
  coordinate: string,
  before: readonly ConstDirectiveNode[],
  after: readonly ConstDirectiveNode[],
): readonly Change[] {
  const [was, is] = [weightOf(before), weightOf(after)];
  if (was === is) return [];
  const [from, to] = [`${was ?? 'default'}`, `${is ?? 'default'}`];
  // A weight counts for the whole list. Without one, every item has its own weight, which may be more.
  const raised = is === undefined || is > (was ?? 0);
  const kind = raised ? 'COST_RAISED' : 'COST_LOWERED';
  return [
    { severity: raised ? 'dangerous' : 'safe', kind, coordinate, text: `cost ${from} → ${to}`, from, to },
  ];
}

function weightOf(directives: readonly ConstDirectiveNode[]): number | undefined {
  const weight = uses(directives, 'cost')[0]?.arguments?.find(({ name }) => name.value === 'weight');
  return weight === undefined ? undefined : Number(valueFromASTUntyped(weight.value));
}

function listChange(
  coordinate: string,
  before: readonly ConstDirectiveNode[],
  after: readonly ConstDirectiveNode[],
): readonly Change[] {
  const [was, is] = [listSizeOf(before), listSizeOf(after)];
  if (was === is) return [];
  const what = { coordinate, text: `${was} → ${is}`, from: was, to: is };
  return isSmaller(before, after)
    ? [{ severity: 'safe', kind: 'LIST_SIZE_LOWERED', ...what }]
    : [{ severity: 'dangerous', kind: 'LIST_SIZE_CHANGED', ...what }];
}

/** Whether the assumed size is smaller and everything else is the same. */
function isSmaller(before: readonly ConstDirectiveNode[], after: readonly ConstDirectiveNode[]): boolean {
  const [was, is] = [before, after].map((directives) => {
    const { assumedSize, ...others } = argumentsOf(uses(directives, 'listSize')[0]);
    return { size: Number(assumedSize), others: JSON.stringify(others) };
  });
  return was !== undefined && is !== undefined && is.size < was.size && is.others === was.others;
}

function listSizeOf(directives: readonly ConstDirectiveNode[]): string {
  const [directive] = uses(directives, 'listSize');
  return directive === undefined ? 'no @listSize' : print(directive);
}
