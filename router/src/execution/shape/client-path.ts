import { isRecord } from '../faults.js';
import { getOwn } from '../own-property.js';
import { join } from '../plan/dependencies.js';
import type { FieldShape, ObjectShape, TypeShape } from './shape.js';
import { typeShapeFor } from './value.js';
import type { Path } from '../path.js';

/** The differences between the planned operation and the client's. */
interface PlannedKeys {
  /** The client's response keys by their aliases in the planned operation. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** The response paths of values that are fetched for other fields' sake. */
  readonly requiredPaths: ReadonlySet<string>;
}

/**
 * Converts the path of an error in the fetched data to the client's response keys. A value that is only required by
 * another field is not in the answer: its path ends at the object.
 * @returns `undefined` when only objects of other types are asked for the field, as one fetch brings the fields of all
 *   types, and for `__typename`
 */
export function clientPathIn(
  shape: ObjectShape,
  path: Path,
  data: unknown,
  { clientKeys, requiredPaths }: PlannedKeys,
): Path | undefined {
  const clientPath: (string | number)[] = [];
  let at = data;
  let below: ObjectShape | undefined = shape;
  let responsePath = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      clientPath.push(segment);
      at = Array.isArray(at) ? at[segment] : undefined;
      continue;
    }
    responsePath = join(responsePath, segment);
    const object: Record<string, unknown> = isRecord(at) ? at : {};
    const fields: TypeShape | undefined = below && typeShapeFor(below, object);
    const field: FieldShape | undefined = fields?.find(({ readKey }) => readKey === segment);
    if (field === undefined && fields !== undefined) {
      if (requiredPaths.has(responsePath)) return clientPath;
      // Of an object that has become null, the type is not known.
      if (object === at) return undefined;
    }
    // The name of a type is written from what is known of the object, and never missing alone.
    if (field?.isComputed === true) return undefined;
    clientPath.push(clientKey(field, segment, clientKeys));
    below = field?.shape;
    at = getOwn(object, segment);
  }
  return clientPath;
}

function clientKey(
  field: FieldShape | undefined,
  readKey: string,
  clientKeys: PlannedKeys['clientKeys'],
): string {
  return field?.key ?? clientKeys.get(readKey) ?? readKey;
}
