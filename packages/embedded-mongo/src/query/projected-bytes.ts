import { copyFields } from '../bson/copy-fields.js';
import { fieldNames } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import { isFlag, isOn } from './projection.js';

/**
 * A valid projection that only keeps or leaves out whole fields, applied to encoded documents. Undefined for other
 * projections, and for none.
 */
export function projectedBytes(spec: Doc): ((bytes: Buffer) => Buffer) | undefined {
  const entries = Object.entries(spec);
  if (!entries.every(([name, value]) => isFlag(value) && !/[.$]/.test(name))) return undefined;
  const others = entries.filter(([name]) => name !== '_id');
  const [first] = others.length > 0 ? others : entries;
  if (first === undefined) return undefined;
  const keeps = isOn(first[1]);
  const keepsId = spec._id === undefined || isOn(spec._id);
  // The names that are kept, or those that are left out.
  const names = fieldNames([...others.map(([name]) => name), ...(keepsId === keeps ? ['_id'] : [])]);
  return (bytes) => copyFields(bytes, names, keeps);
}
