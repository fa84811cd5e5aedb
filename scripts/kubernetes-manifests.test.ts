import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kubernetesManifests, writtenServiceFiles } from './kubernetes-manifests.js';

it('deploy/kubernetes follows from the list of subgraphs (npm run deploy:kubernetes writes it)', async () => {
  const files = await kubernetesManifests();
  for (const [path, text] of files) expect(readFileSync(path, 'utf8'), path).toBe(text);
  expect(writtenServiceFiles().filter((path) => !files.has(path))).toEqual([]);
});
