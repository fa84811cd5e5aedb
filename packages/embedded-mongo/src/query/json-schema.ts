import type { Doc } from '../bson/document.js';
import { notImplemented } from '../errors.js';

export function jsonSchema(_schema: unknown): (doc: Doc) => boolean {
  throw notImplemented('$jsonSchema');
}
