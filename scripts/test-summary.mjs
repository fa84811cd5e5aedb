// Summarizes a run of .ci/run: lists the skipped tests, then the failed ones with the first line of each error,
// and prints "N passed, N failed" as the last line.
// Usage: node scripts/test-summary.mjs PASSED_STEPS FAILED_STEPS REPORT...
// A report is vitest's JSON. A missing report, or a test file that could not be loaded, counts as a failure.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';

const [passedSteps, failedSteps, ...files] = process.argv.slice(2);

const firstLine = (text) => (text ?? '').split('\n', 1)[0];

/** The failures of one test file, a line each. */
function failuresOf({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((result) => result.status === 'failed');
  const path = relative(process.cwd(), name);
  if (status === 'failed' && failed.length === 0) return [`${path}: ${firstLine(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${path}: ${fullName}: ${firstLine(failureMessages[0])}`,
  );
}

function countOf(report) {
  const results = report.testResults.flatMap((file) => file.assertionResults);
  const failures = report.testResults.flatMap(failuresOf);
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failures: failures.length === 0 && !report.success ? ['an error outside of any test'] : failures,
    skipped: results
      .filter(({ status }) => status === 'pending' || status === 'skipped')
      .map(({ fullName }) => fullName),
  };
}

const counts = await Promise.all(
  files.map(async (file) => {
    const text = await readFile(file, 'utf8').catch(() => '');
    return text === ''
      ? { passed: 0, failures: ['a run of tests left no report'], skipped: [] }
      : countOf(JSON.parse(text));
  }),
);
for (const name of new Set(counts.flatMap(({ skipped }) => skipped))) console.log(`skipped: ${name}`);
const failures = counts.flatMap((count) => count.failures);
for (const failure of failures) console.log(`failed: ${failure}`);
const passed = counts.reduce((sum, count) => sum + count.passed, Number(passedSteps));
const failed = failures.length + Number(failedSteps);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
