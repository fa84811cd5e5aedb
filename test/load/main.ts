import { judge, say, type Figure } from './report.js';
import { runCost } from './run-cost.js';
import { runHangUps } from './run-hang-ups.js';
import { runOutages } from './run-outages.js';
import { runReplacement } from './run-replacement.js';
import { runOverload } from './run-overload.js';
import { runSoak } from './run-soak.js';
import { runTracing } from './run-tracing.js';

const loads: Readonly<Record<string, (part?: string) => Promise<readonly Figure[]>>> = {
  cost: runCost,
  overload: runOverload,
  'hang-ups': runHangUps,
  outages: runOutages,
  replacement: runReplacement,
  soak: runSoak,
  tracing: runTracing,
};

/** A load, or a part of it: `outages:frozen`. */
const named = new Map<string | undefined, string | undefined>(
  process.argv.slice(2).map((argument) => {
    const [name, part] = argument.split(':', 2);
    return [name, part];
  }),
);
const unknown = [...named.keys()].filter((name = '') => !(name in loads));
if (unknown.length > 0) {
  process.stderr.write(
    `there is no load ${unknown.join(', ')}: name some of ${Object.keys(loads).join(', ')}\n`,
  );
  process.exit(1);
}
let failures = 0;
for (const [name, run] of Object.entries(loads)) {
  if (named.size > 0 && !named.has(name)) continue;
  say(`${name}:`);
  failures += judge(await run(named.get(name)));
}
process.exitCode = failures === 0 ? 0 : 1;
