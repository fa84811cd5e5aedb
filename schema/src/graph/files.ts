import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.js';
import type { Tree } from './tree.js';

/** Reads a file. The error calls it `name`. */
export function readText(file: string, name: string): string {
  try {
    return withoutMark(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${reasonOf(error)}`);
  }
}

/** Removes the byte order mark that some editors write. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'it is a directory.',
  ENOTDIR: 'its path leads through a file.',
  EACCES: 'this is not permitted.',
};

/** The operating system's reason in words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return REASONS[code] ?? error.message;
}

/** Reads JSON and validates it with `is`. `shape` describes the expected JSON in the error. */
export function readJson<T>(tree: Tree, path: string, is: (value: unknown) => value is T, shape: string): T {
  const name = tree.nameOf(path);
  const value = parsed(tree.read(path), name);
  if (!is(value)) throw new UsageError(`${name} must be ${shape}.`);
  return value;
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Accepts an object whose values all pass `is`. */
export function recordOf<T>(
  is: (value: unknown) => value is T,
): (value: unknown) => value is Readonly<Record<string, T>> {
  return (value): value is Readonly<Record<string, T>> => isRecord(value) && Object.values(value).every(is);
}

export function listOf<T>(is: (value: unknown) => value is T): (value: unknown) => value is readonly T[] {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(is);
}

/** Accepts an object with a string under each of the names. */
export function withTexts<K extends string>(
  ...names: readonly K[]
): (value: unknown) => value is Readonly<Record<K, string>> {
  return (value): value is Readonly<Record<K, string>> =>
    isRecord(value) && names.every((name) => typeof value[name] === 'string');
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
