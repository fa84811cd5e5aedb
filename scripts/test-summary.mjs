// Summarizes a run of .ci/run: lists the skipped tests, and prints "N passed, N failed" as the last line.
// Usage: node scripts/test-summary.mjs PASSED_STEPS FAILED_STEPS REPORT...
// A report is vitest's JSON. A missing report, or a test file that could not be loaded, counts as a failure.
import { readFile } from 'node:fs/promises';

const [passedSteps, failedSteps, ...files] = process.argv.slice(2);

function countOf(report) {
  const results = report.testResults.flatMap((file) => file.assertionResults);
  const failedFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  const failed = results.filter(({ status }) => status === 'failed').length + failedFiles.length;
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    // An error outside of any test fails the run without a failed result.
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: results
      .filter(({ status }) => status === 'pending' || status === 'skipped')
      .map(({ fullName }) => fullName),
  };
}

const counts = await Promise.all(
  files.map(async (file) => {
    const text = await readFile(file, 'utf8').catch(() => '');
    return text === '' ? { passed: 0, failed: 1, skipped: [] } : countOf(JSON.parse(text));
  }),
);
for (const name of new Set(counts.flatMap(({ skipped }) => skipped))) console.log(`skipped: ${name}`);
const passed = counts.reduce((sum, count) => sum + count.passed, Number(passedSteps));
const failed = counts.reduce((sum, count) => sum + count.failed, Number(failedSteps));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
