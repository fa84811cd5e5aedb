import { resolve } from 'node:path';
import { UsageError } from '@supergraph/schema/subgraphs';
import { StartError } from '@supergraph/service-kit/start-error';
import { readLocalConfig } from '../config.js';
import { findRunning } from '../running.js';
import { inheritedBy } from '../services/stack-config.js';
import { checkDataDir } from './data-dir.js';
import { checkDatabase } from './database.js';
import type { Finding } from './finding.js';
import { right } from './finding.js';
import { checkGraph } from './graph.js';
import { checkKeys } from './keys.js';
import { checkPorts } from './ports.js';

process.exit(await examine());

/** @returns the exit code: 0 when all checks pass */
async function examine(): Promise<number> {
  try {
    const config = readLocalConfig();
    const dataDir = resolve(config.DATA_DIR);
    const running = await findRunning(dataDir);
    // The version needs no check here: the npm commands refuse an old Node first.
    const findings = [
      right('node', process.version.slice(1)),
      ...(await checkPorts(config, running)),
      await checkDataDir(dataDir),
      ...(await checkKeys(dataDir)),
      checkGraph(),
      ...(await checkDatabase(config, dataDir, inheritedBy({}), running)),
    ];
    process.stdout.write(report(findings));
    return findings.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    const isTold = error instanceof StartError || error instanceof UsageError;
    process.stderr.write(`doctor: ${isTold ? error.message : String(error)}\n`);
    return 1;
  }
}

function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.map(
    ({ ok, subject, says }) => `${ok ? 'ok   ' : 'WRONG'}  ${subject.padEnd(width)}  ${says}\n`,
  );
  const count = findings.filter(({ ok }) => !ok).length;
  const verdict =
    count === 0 ? 'Everything is in order.\n' : `${count} of ${findings.length} checks failed.\n`;
  return `${lines.join('')}${verdict}`;
}
