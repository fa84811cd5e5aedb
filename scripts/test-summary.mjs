// Prints vitest's JSON report as one line, "N passed, N failed", after the skipped tests by name. A test file that
// could not even be loaded counts as a failure.
import { readFile } from 'node:fs/promises';

const text = await readFile(process.argv[2], 'utf8').catch(() => '');
if (text === '') {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const report = JSON.parse(text);
const results = report.testResults.flatMap((file) => file.assertionResults);
for (const { fullName, status } of results) {
  if (status === 'pending' || status === 'skipped') console.log(`skipped: ${fullName}`);
}
const passed = results.filter(({ status }) => status === 'passed').length;
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
).length;
const failed = results.filter(({ status }) => status === 'failed').length + broken;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || !report.success ? 1 : 0);
