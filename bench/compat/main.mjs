// Sends every router the cases that some router answers wrongly according to public reports, and writes the table of
// docs/correctness.md.
//   ONLY=ours,stock           some of the routers
//   SUITES=audit              one of the two suites: the reports, the audit
//   CASES=one-key             cases whose name contains this text
//   ROUTER_COMMANDS           other routers, as README.md of the benchmark says
//   AUDIT_REPOSITORY=/path    also the suites of graphql-hive/federation-gateway-audit, checked out and installed there
//   AUDIT_NODE=/path/to/node  runs the audit's server, which needs Node 22; default: this Node
//   SAVE=false                prints the tables only
// With --supergraph FILE: every root field of that supergraph, with generated data, compared with the expected response.
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
const { CASES = '', SUITES = 'reports,audit', AUDIT_REPOSITORY, AUDIT_NODE, SAVE } = process.env;
const routers = routersOf(process.env);
const directory = await mkdtemp(join(tmpdir(), 'compat-'));

/** A router that ended is started again for the next operation. */
async function run(router, { supergraphSdl, operations }) {
  const path = join(directory, 'supergraph.graphql');
  await writeFile(path, supergraphSdl);
  const verdicts = [];
  let started = await startRouter(router, path);
  for (const operation of operations) {
    if (!started.isUp()) started = await startRouter(router, path);
    const answer = await ask(started, operation);
    const timedOut = answer === undefined && started.isUp();
    verdicts.push(timedOut ? 'timed out' : (operation.judge?.(answer) ?? judge(operation, answer)));
  }
  await started.stop();
  return verdicts;
}

/** @param open restarts the subgraphs of a case, so that no router sees the state that another left */
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
  const suites = SUITES.split(',');
  if (suites.includes('reports')) report('reports', await runAll(readCases(), startSubgraphs));
  if (suites.includes('audit') && AUDIT_REPOSITORY !== undefined) {
    const cases = await openAudit(AUDIT_REPOSITORY, AUDIT_NODE);
    report(
      'audit',
      await runAll(cases, ({ supergraphSdl }) => ({ supergraphSdl, close: async () => undefined })),
    );
  }
}
stopRouters(routers);
await rm(directory, { recursive: true });
process.exit();
