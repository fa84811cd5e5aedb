import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyRepository, type WorkingCopy } from './working-copy.js';

const PRODUCTS = 'subgraphs/products/schema.graphql';

let copy: WorkingCopy;
beforeEach(() => {
  copy = copyRepository();
});
afterEach(() => copy.remove());

it('npm run new:subgraph says how to go on when another contract does not compose', () => {
  copy.edit(PRODUCTS, 'type Category {', 'type Category {\n  "Broken."\n  broken: Nonsense\n');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', 'scripts/new-subgraph/main.ts', 'gifts'],
    { cwd: copy.root, encoding: 'utf8' },
  );
  expect(stdout).toContain('Unknown type Nonsense');
  expect(stderr).toContain('subgraphs/gifts is written, but `npm run --silent codegen` did not finish.');
  expect(stderr).not.toContain('new-subgraph/main.ts:');
  expect(status).toBe(1);
}, 180_000);
