import { isDeepStrictEqual } from 'node:util';
import type { Usage } from '../diff/usage.js';
import { ANYTHING, dependenciesOf } from './dependencies.js';
import { planInputsOf, type PlanInputs } from './inputs.js';

/**
 * Returns whether two supergraphs certainly plan an operation alike, because they do not differ in anything that its
 * plan could depend on. Planning is expensive, and most changes concern a few types.
 */
export function plannedAlike(before: string, after: string): (usage: Usage) => boolean {
  const [was, is] = [planInputsOf(before), planInputsOf(after)];
  if (!isDeepStrictEqual(was.common, is.common)) return () => false;
  const other = withDependents(differing(was, is), [was, is]);
  return ({ touched, reached, selected, sent }) =>
    [touched, reached, selected, sent].every((names) => ![...names].some((name) => other.has(name)));
}

function differing({ elements: was }: PlanInputs, { elements: is }: PlanInputs): readonly string[] {
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names].filter((name) => !isDeepStrictEqual(was.get(name), is.get(name)));
}

/** The elements and all that depend on any of them, directly or not. */
function withDependents(names: readonly string[], states: readonly PlanInputs[]): ReadonlySet<string> {
  if (names.length === 0) return new Set();
  const dependents = dependentsIn(states);
  const found = new Set([...names, ...(dependents.get(ANYTHING) ?? [])]);
  // The loop also visits the elements that it adds.
  for (const name of found) for (const each of dependents.get(name) ?? []) found.add(each);
  return found;
}

function dependentsIn(states: readonly PlanInputs[]): ReadonlyMap<string, ReadonlySet<string>> {
  const dependents = new Map<string, Set<string>>();
  const add = (name: string, dependent: string) => {
    const known = dependents.get(name);
    if (known === undefined) dependents.set(name, new Set([dependent]));
    else known.add(dependent);
  };
  for (const { elements } of states) {
    for (const [coordinate, element] of elements) {
      for (const name of dependenciesOf(coordinate, element, elements)) add(name, coordinate);
      // A plan through an interface depends on the types that implement it.
      if ('interfaces' in element)
        for (const { name } of element.interfaces ?? []) add(coordinate, name.value);
    }
  }
  return dependents;
}
