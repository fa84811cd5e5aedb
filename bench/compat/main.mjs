// Asks every router what public reports say some router answers wrong, and writes the table of docs/correctness.md.
//   ONLY=ours,stock           some of the routers
//   CASES=one-key             cases whose name has this in it
//   ROUTER_COMMANDS="name=/path/to/router --supergraph {supergraph} --listen 127.0.0.1:{port};…"   other routers
//   AUDIT_REPOSITORY=/path    also the suites of graphql-hive/federation-gateway-audit, checked out and installed there
//   SAVE=false                prints the tables only
// With --supergraph FILE: every root field of that supergraph, with generated data, compared with the truth.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCases } from '../../test/known-bugs/support/case.ts';
import { startSubgraphs } from '../../test/known-bugs/support/subgraphs.ts';
import { judge } from '../../test/known-bugs/support/verdict.ts';
import { openAudit } from './audit.mjs';
import { ask, routersOf, startRouter, stopRouters } from './routers.mjs';
import { compareSupergraph } from './supergraph.mjs';
import { renderTable, writeTable } from './table.mjs';

const { values } = parseArgs({ options: { supergraph: { type: 'string' } } });
const { CASES = '', AUDIT_REPOSITORY, SAVE } = process.env;
const routers = routersOf(process.env);
const directory = await mkdtemp(join(tmpdir(), 'compat-'));

/** A router that ends is started again for the next operation. */
async function run(router, { supergraphSdl, operations }) {
  const path = join(directory, 'supergraph.graphql');
  await writeFile(path, supergraphSdl);
  const verdicts = [];
  let started = await startRouter(router, path);
  for (const operation of operations) {
    if (!started.isUp()) started = await startRouter(router, path);
    verdicts.push(judge(operation, await ask(started, operation)));
  }
  await started.stop();
  return verdicts;
}

/** @param open makes a case's subgraphs answer anew, so that no router meets what another left */
async function runAll(cases, open) {
  const results = [];
  for (const one of cases.filter(({ name }) => name.includes(CASES))) {
    const verdicts = {};
    for (const router of routers) {
      const subgraphs = await open(one);
      verdicts[router.id] = await run(router, { ...one, supergraphSdl: subgraphs.supergraphSdl });
      await subgraphs.close();
    }
    results.push({ ...one, verdicts });
    console.error(
      one.name,
      Object.values(verdicts)
        .map((list) => list.join(' '))
        .join(' | '),
    );
  }
  return results;
}

function report(mark, results) {
  const table = renderTable(results, routers);
  if (SAVE === 'false') console.log(table);
  else writeTable(mark, table);
}

if (values.supergraph !== undefined) {
  for (const router of routers) {
    console.log(router.title, await compareSupergraph(values.supergraph, router, directory));
  }
} else {
  report('reports', await runAll(readCases(), startSubgraphs));
  if (AUDIT_REPOSITORY !== undefined) {
    const cases = await openAudit(AUDIT_REPOSITORY);
    report(
      'audit',
      await runAll(cases, ({ supergraphSdl }) => ({ supergraphSdl, close: async () => undefined })),
    );
  }
}
stopRouters(routers);
await rm(directory, { recursive: true });
process.exit();
