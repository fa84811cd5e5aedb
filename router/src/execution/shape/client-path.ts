import { isRecord } from '../faults.js';
import { getOwn } from '../own-property.js';
import type { FieldShape, ObjectShape, TypeShape } from './object-shape.js';
import { typeShapeFor } from './value.js';

type Path = readonly (string | number)[];

/**
 * Converts a path in the fetched data to the client's response keys. A fetch for objects of one type also brings its
 * fields for objects of other types, under aliases that the client did not select for these.
 * @param clientKeys the client's response keys by their aliases
 * A field that is fetched only because another one requires it has no response key of the client's. Where the client
 * uses its name for another field, the path ends at the object.
 * @returns `undefined` when the client did not select that path
 */
export function clientPathIn(
  shape: ObjectShape,
  path: Path,
  data: unknown,
  clientKeys: ReadonlyMap<string, string>,
): Path | undefined {
  const clientPath: (string | number)[] = [];
  let at = data;
  let below: ObjectShape | undefined = shape;
  for (const segment of path) {
    if (typeof segment === 'number') {
      clientPath.push(segment);
      at = Array.isArray(at) ? at[segment] : undefined;
      continue;
    }
    const object: Record<string, unknown> = isRecord(at) ? at : {};
    const fields: TypeShape | undefined = below && typeShapeFor(below, object);
    const field: FieldShape | undefined = fields?.find(({ readKey }) => readKey === segment);
    const clientKey = clientKeys.get(segment);
    if (field === undefined && fields !== undefined) {
      // Of an object that has become null, the type is not known.
      if (clientKey !== undefined && object === at) return undefined;
      if (fields.some(({ key }) => key === segment)) return clientPath;
    }
    clientPath.push(field?.key ?? clientKey ?? segment);
    below = field?.shape;
    at = getOwn(object, segment);
  }
  return clientPath;
}
