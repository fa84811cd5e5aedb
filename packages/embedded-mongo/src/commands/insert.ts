import { ObjectId } from 'bson';
import { decodeDocument } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import { storedBytes, withId } from '../collection/stored.js';
import { collectionName, docs } from './arguments.js';
import type { Call, Command, Target } from './context.js';
import { assertItemFields } from './item-fields.js';
import { withErrors, writeItems } from './write.js';

/** The items of a bulk write: in the command itself, or in a document sequence beside it. */
export function itemsOf(call: Call, field: string): Doc[] {
  const beside = call.request.sequences.get(field);
  const items = beside === undefined ? docs(call.body, field) : beside.map((bytes) => decodeDocument(bytes));
  assertItemFields(call.name, field, items);
  return items;
}

export const insert: Command = async (call) => {
  const target = { ...call, name: collectionName(call) };
  let n = 0;
  const sent = call.request.sequences.get('documents');
  const errors = await writeItems(call, itemsOf(call, 'documents'), (item, index) => {
    insertItem(target, item, sent?.[index]);
    n += 1;
    return undefined;
  });
  return { n, ...withErrors(errors), ok: 1 };
};

/** `sent`: the bytes of the document, if the client sent it in a document sequence. */
export function insertItem({ database, db, name }: Target, item: Doc, sent?: Buffer): void {
  const collection = database.findOrCreate(db, name);
  const doc = withId(item, () => new ObjectId());
  collection.insert(doc, storedBytes(doc, sent));
}
