import { refuse, type Refusal } from '../errors/refuse.js';
import { isRecord } from '../execution/faults.js';
import type { SentOperation } from '../operations.js';

/** Deeper than the inputs of any schema. Much deeper values overflow the stack of recursive functions. */
const MAX_NESTING = 200;

/** @throws Refusal that says how to send the request instead */
export function readBody(body: unknown): SentOperation {
  if (Array.isArray(body)) throw bad('Batches are not supported: send one operation per request.');
  if (!isRecord(body)) throw bad('Send a JSON object with a `query`.');
  return {
    query: optionalString(body.query, 'query'),
    documentId: optionalString(body.documentId, 'documentId'),
    operationName: optionalString(body.operationName, 'operationName'),
    variables: optionalRecord(body.variables, 'variables'),
    extensions: optionalRecord(body.extensions, 'extensions'),
  };
}

/** @throws Refusal that says how to send the request instead */
export function readSearch(search: URLSearchParams): SentOperation {
  return {
    query: once(search, 'query'),
    documentId: once(search, 'documentId'),
    operationName: once(search, 'operationName'),
    variables: optionalRecord(json(search, 'variables'), 'variables'),
    extensions: optionalRecord(json(search, 'extensions'), 'extensions'),
  };
}

function once(search: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = search.getAll(name);
  if (more.length > 0) throw bad(`Send \`${name}\` once.`);
  return value;
}

function json(search: URLSearchParams, name: string): unknown {
  const text = once(search, name);
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new Error('prototype');
      return value;
    });
  } catch {
    throw bad(`\`${name}\` must be JSON.`);
  }
}

function optionalString(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw bad(`\`${name}\` must be a string.`);
  return value;
}

function optionalRecord(value: unknown, name: string): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw bad(`\`${name}\` must be an object.`);
  if (isDeeperThan(MAX_NESTING, value))
    throw bad(`\`${name}\` must not nest deeper than ${MAX_NESTING} levels.`);
  return value;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((below) => isDeeperThan(levels - 1, below));
}

function bad(message: string): Refusal {
  return refuse(400, 'BAD_REQUEST', message);
}
