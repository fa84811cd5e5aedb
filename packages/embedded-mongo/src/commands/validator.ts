import type { Doc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import type { CollectionInfo } from '../storage/catalog.js';

/** Refuses a document that the collection's validator does not accept. */
export function assertValid(info: CollectionInfo, doc: Doc, before?: Doc): void {
  if (info.validator === undefined || info.validationLevel === 'off' || info.validationAction === 'warn')
    return;
  const accepts = matcher(info.validator);
  if (accepts(doc)) return;
  // Moderate: a document that was not valid before need not be now.
  if (before !== undefined && info.validationLevel === 'moderate' && !accepts(before)) return;
  throw new MongoError(121, 'Document failed validation', {
    errInfo: {
      failingDocumentId: doc._id,
      details: { operatorName: Object.keys(info.validator)[0] ?? '' },
    },
  });
}
