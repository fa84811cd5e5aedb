import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { advisories } from './advisories.js';

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

const lockfile = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package-lock.json'), 'utf8'),
) as Lockfile;

/** All installed versions of a package, including those nested in other packages. */
function installed(name: string): readonly string[] {
  return Object.entries(lockfile.packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version !== undefined ? [version] : [],
  );
}

const parts = (version: string) => version.split('-', 1)[0]?.split('.').map(Number) ?? [];

function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [parts(version), parts(least)];
  const at = need.findIndex((number, index) => have[index] !== number);
  return at === -1 || (have[at] ?? 0) > (need[at] ?? 0);
}

/** Whether a version is fixed: in its own major line if that has a fix, otherwise at the last fixed version or later. */
function isFixed(version: string, fixed: readonly string[]): boolean {
  const line = fixed.find((candidate) => parts(candidate)[0] === parts(version)[0]);
  return isAtLeast(version, line ?? fixed.at(-1) ?? '');
}

describe('no installation has', () => {
  it.each(advisories)('$name without the fix of $advisory ($about)', ({ name, fixed }) => {
    const versions = installed(name);
    // An entry for a package that is no longer installed would always pass.
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => !isFixed(version, fixed))).toEqual([]);
  });
});

describe('a version', () => {
  it.each([
    ['4.0.0', ['3.2.3', '4.0.1'], false],
    ['3.2.3', ['3.2.3', '4.0.1'], true],
    ['4.0.1', ['3.2.3', '4.0.1'], true],
    ['5.0.0', ['3.2.3', '4.0.1'], true],
    ['2.0.0', ['3.2.3', '4.0.1'], false],
    ['7.18.10', ['7.18.2'], true],
    ['7.5.99', ['7.18.2'], false],
  ] as const)('%s is judged by its line: %j → %s', (version, fixed, good) => {
    expect(isFixed(version, fixed)).toBe(good);
  });
});
