// Measures the first run of an operation: parse, validate, plan and compile. Each request sends a new operation.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contenders } from './lib/contenders.mjs';
import { ask, median } from './lib/measure.mjs';
import { freePort, start, usage } from './lib/processes.mjs';
import { saveSection } from './lib/results.mjs';
import { composeScenario } from './scenario/compose.mjs';

const OPERATIONS = Number(process.env.COLD_OPERATIONS ?? 150);
const query = readFileSync(new URL('./scenario/nested.graphql', import.meta.url), 'utf8');
const directory = mkdtempSync(join(tmpdir(), 'bench-'));
const port = await freePort();
const supergraph = join(directory, 'supergraph.graphql');
writeFileSync(supergraph, composeScenario(port));
const subgraphs = await start(new URL('./scenario/serve.mjs', import.meta.url).pathname, { core: 1, port });
const found = { stock: [], ours: [] };
for (let round = 0; round < 3; round++) {
  for (const id of Object.keys(found)) {
    const contender = contenders.find((candidate) => candidate.id === id);
    const env = { ...contender.env, SUPERGRAPH_PATH: supergraph };
    const running = await start(contender.script, {
      core: 0,
      port: await freePort(),
      flags: contender.flags,
      env,
    });
    await askAll(running, 50, 'warm');
    const before = usage(running.pid).cpuMs;
    await askAll(running, OPERATIONS, 'cold');
    found[id].push((usage(running.pid).cpuMs - before) / OPERATIONS);
    await running.stop();
  }
}
await subgraphs.stop();
rmSync(directory, { recursive: true });
const [stock, ours] = [median(found.stock), median(found.ours)];
const each = `stock ${stock.toFixed(1)} ms, this router ${ours.toFixed(1)} ms: × ${(ours / stock).toFixed(2)}`;
saveSection('New operations', [`CPU per operation that was never seen before: ${each}.`]);

async function askAll(running, count, name) {
  for (let index = 0; index < count; index++) {
    const answer = await ask(
      running,
      JSON.stringify({ query: query.replace('topProducts', `${name}${index}: topProducts`) }),
    );
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  }
}
