import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkout, type Checkout } from '../testing/checkout.js';
import { gitTree } from './git-tree.js';

let copy: Checkout;
beforeEach(() => {
  copy = checkout();
});
afterEach(() => copy[Symbol.dispose]());

it('refuses a file that is a symbolic link, by its name', () => {
  copy.remove('schema/subgraphs.json');
  symlinkSync('elsewhere.json', join(copy.root, 'schema/subgraphs.json'));
  copy.commit();
  expect(() => gitTree(copy.root, 'HEAD').read('schema/subgraphs.json')).toThrow(
    'The graph of HEAD cannot be read: schema/subgraphs.json is a symbolic link there, which is not followed.',
  );
});

it('refuses a folder in which something is a symbolic link', () => {
  symlinkSync('mobile', join(copy.root, 'schema/operations/tablet'));
  copy.commit();
  expect(() => gitTree(copy.root, 'HEAD').list('schema/operations')).toThrow(
    'schema/operations/tablet is a symbolic link there, which is not followed.',
  );
});
