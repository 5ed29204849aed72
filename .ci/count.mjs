// Prints "N passed, N failed[, N skipped]" from vitest's JSON report.
// usage: count.mjs REPORT STATUS, where STATUS is the exit status of npm test
import { existsSync, readFileSync } from 'node:fs';

const [report, status] = process.argv.slice(2);
const counts = existsSync(report)
  ? count(JSON.parse(readFileSync(report, 'utf8')))
  : { passed: 0, failed: 0, skipped: 0 };

// A check before the tests, a test file that does not load, an error outside any test: a run that failed never says 0.
if (status !== '0' && counts.failed === 0) counts.failed = 1;

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

function count({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
  };
}
