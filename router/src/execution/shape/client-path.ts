import { isRecord } from '../faults.js';
import { getOwn } from '../own-property.js';
import type { FieldShape, ObjectShape } from './object-shape.js';
import { typeShapeFor } from './value.js';

type Path = readonly (string | number)[];

/**
 * A path in the fetched data in the client's response keys. A fetch for objects of one type brings its fields for those
 * of others too, under aliases that the client did not ask of them.
 * @param clientKeys by the aliases that stand for them
 * A field that only another field requires has no key of the client's: where the client uses its name for another field,
 * the path ends at the object.
 * @returns `undefined` when the client did not ask for what is there
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
    const fields = fieldsOf(below, object);
    const field: FieldShape | undefined = fields.find(({ readKey }) => readKey === segment);
    const clientKey = clientKeys.get(segment);
    // Of an object that has become null, the type is not known.
    if (field === undefined && below !== undefined && clientKey !== undefined && object === at)
      return undefined;
    if (field === undefined && fields.some(({ key }) => key === segment)) return clientPath;
    clientPath.push(field?.key ?? clientKey ?? segment);
    below = field?.shape;
    at = getOwn(object, segment);
  }
  return clientPath;
}

function fieldsOf(shape: ObjectShape | undefined, object: Record<string, unknown>): readonly FieldShape[] {
  return shape === undefined ? [] : (typeShapeFor(shape, object) ?? []);
}
