import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const makeDirectory = (): string => mkdtempSync(join(tmpdir(), 'embedded-mongo-'));

export const removeDirectory = (dir: string): void => {
  rmSync(dir, { recursive: true, force: true });
};
