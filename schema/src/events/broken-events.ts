import { PUBLISHED } from '../check/published.js';
import type { Problem } from '../compose/problem.js';
import { readJson } from '../graph/files.js';
import type { Tree } from '../graph/tree.js';
import { breakagesOf, isJsonSchema } from './breakages.js';

/** The folder with the JSON Schema of each event type's data, one file per type. */
const EVENTS = 'schema/events';

/** Changes of events that consumers of the published events could not read. A new version has to be a new type. */
export function brokenEvents(tree: Tree): readonly Problem[] {
  const published = `${PUBLISHED}/events`;
  return schemaFiles(tree, published).flatMap((name): readonly Problem[] => {
    const file = `${EVENTS}/${name}`;
    const type = name.replace(/\.json$/, '');
    if (!tree.has(file)) {
      const message = `The event ${type} is published, and ${file} is gone.`;
      return [
        { code: 'EVENT_REMOVED', message, places: [], hint: 'Keep it as long as a consumer reads it.' },
      ];
    }
    const [before, after] = [`${published}/${name}`, file].map((path) => readSchema(tree, path));
    return breakagesOf(before ?? {}, after ?? {}).map((breakage) => ({
      code: 'EVENT_BROKEN',
      message: `The event ${type}: ${breakage}.`,
      places: [{ file, line: 1 }],
      hint: `Publish the new form as ${type.replace(/\d+$/, (version) => String(Number(version) + 1))}.`,
    }));
  });
}

/** The events on which consumers can rely after a publication, by path from the repository's root. */
export function publishedEvents(tree: Tree): ReadonlyMap<string, string> {
  return new Map(
    schemaFiles(tree, EVENTS).map((name) => [`${PUBLISHED}/events/${name}`, tree.read(`${EVENTS}/${name}`)]),
  );
}

/** Before the first publication there is no folder of published events. */
function schemaFiles(tree: Tree, folder: string): readonly string[] {
  if (!tree.has(folder)) return [];
  return tree.list(folder).filter((name) => name.endsWith('.json'));
}

function readSchema(tree: Tree, path: string) {
  return readJson(tree, path, isJsonSchema, 'a JSON Schema, which is an object');
}
