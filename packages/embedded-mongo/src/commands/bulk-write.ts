import { Long } from 'bson';
import { type Doc, isDoc } from '../bson/document.js';
import { badValue, MongoError } from '../errors.js';
import type { Variables } from '../expression/scope.js';
import { assertDatabaseName, flag, variablesOf } from './arguments.js';
import type { Call, Command, Target } from './context.js';
import { removeItem } from './delete.js';
import { insertItem, itemsOf } from './insert.js';
import { updateItem } from './update.js';
import { writeItems } from './write.js';

type Kind = 'insert' | 'update' | 'delete';

interface Result extends Doc {
  readonly n: number;
}

/** Writes to several collections in the given order: the command behind `connection.bulkWrite()`. */
export const bulkWrite: Command = async (call) => {
  const operations = itemsOf(call, 'ops');
  const targets = itemsOf(call, 'nsInfo').map((info) => targetOf(call, info));
  const variables = variablesOf(call.body);
  const totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results = new Map<number, Result>();
  const errors = await writeItems(call, operations, (operation, index) => {
    const kind = kindOf(operation);
    const target = targets[operation[kind] as number];
    if (target === undefined) throw badValue(`BSON field 'bulkWrite.ops.${kind}' has no nsInfo`);
    return WRITERS[kind](target, operation, variables, (result) => {
      results.set(index, result);
      count(totals, kind, result);
    });
  });
  for (const { index, ...error } of errors) results.set(index, { ok: 0, n: 0, ...error });
  const shown = [...results]
    .map(([idx, result]): Doc => ({ ok: 1, idx, ...result }))
    .filter(({ ok }) => ok === 0 || !flag(call.body, 'errorsOnly'))
    .sort((a, b) => (a.idx as number) - (b.idx as number));
  const cursor = { id: Long.ZERO, firstBatch: shown, ns: 'admin.$cmd.bulkWrite' };
  return { cursor, nErrors: errors.length, ...totals, ok: 1 };
};

function targetOf(call: Call, { ns }: Doc): Target {
  const [, db, name] = /^([^.]+)\.(.+)$/s.exec(String(ns)) ?? [];
  if (db === undefined || name === undefined)
    throw new MongoError(73, `Invalid namespace specified '${String(ns)}'`);
  assertDatabaseName(db);
  return { database: call.database, db, name };
}

function kindOf(operation: Doc): Kind {
  const [first = ''] = Object.keys(operation);
  if (first === 'insert' || first === 'update' || first === 'delete') return first;
  throw badValue(`BSON field 'bulkWrite.ops' has an unknown operation '${first}'`);
}

function count(totals: Record<string, number>, kind: Kind, { n, nModified, upserted }: Result): void {
  const name =
    kind === 'insert' ? 'nInserted' : kind === 'delete' ? 'nDeleted' : upserted ? 'nUpserted' : 'nMatched';
  totals[name] = (totals[name] ?? 0) + n;
  totals.nModified = (totals.nModified ?? 0) + ((nModified as number | undefined) ?? 0);
}

type Write = (
  target: Target,
  operation: Doc,
  variables: Variables,
  done: (result: Result) => void,
) => Iterator<unknown> | undefined;

const WRITERS: Readonly<Record<Kind, Write>> = {
  insert: (target, { document }, _variables, done) => {
    if (!isDoc(document)) throw badValue("BSON field 'bulkWrite.ops.document' must be an object");
    insertItem(target, document);
    done({ n: 1 });
    return undefined;
  },
  update: (target, { filter, updateMods, constants, ...options }, variables, done) =>
    updateItem(
      target,
      { ...options, q: filter, u: updateMods, ...(constants === undefined ? {} : { c: constants }) },
      variables,
      ({ upsertedId, ...counts }) => {
        done({ ...counts, ...(upsertedId === undefined ? {} : { upserted: { _id: upsertedId } }) });
      },
    ),
  delete: (target, { filter, ...options }, variables, done) =>
    removeItem(target, { ...options, q: filter, limit: flag(options, 'multi') ? 0 : 1 }, variables, (n) => {
      done({ n });
    }),
};
