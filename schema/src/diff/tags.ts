import { argumentsOf, uses } from '../graph/directives.js';
import type { Change } from './change.js';
import { elementsOf } from './supergraph-elements.js';

/** Tags added or removed on elements that both supergraphs have. The router's schema does not depend on tags. */
export function diffTags(before: string, after: string): readonly Change[] {
  const now = elementsOf(after);
  const was = elementsOf(before);
  return [...was.keys()].flatMap((coordinate) => {
    if (!now.has(coordinate)) return [];
    const [from, to] = [tagsOf(was, coordinate), tagsOf(now, coordinate)];
    return [
      ...to
        .filter((tag) => !from.includes(tag))
        .map((tag) => tagChange('TAG_ADDED', coordinate, `tag ${tag} added`)),
      ...from
        .filter((tag) => !to.includes(tag))
        .map((tag) => tagChange('TAG_REMOVED', coordinate, `tag ${tag} removed`)),
    ];
  });
}

function tagsOf(elements: ReturnType<typeof elementsOf>, coordinate: string): readonly string[] {
  return uses(elements.get(coordinate) ?? [], 'tag').map((directive) => String(argumentsOf(directive).name));
}

function tagChange(kind: string, coordinate: string, text: string): Change {
  return { severity: 'safe', kind, coordinate, text };
}
