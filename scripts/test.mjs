// `npm test`: sets itself up, then every check, the fast ones first; ends at the first that fails.
// Arguments go to vitest: npm test -- packages/kql
import { progress, runNode, runNodeQuietly, tools } from './run.mjs';
import { install } from './setup.mjs';

install();

const checks = [
  { name: 'build', args: ['scripts/build.mjs'] },
  { name: 'format (prettier)', args: [tools.prettier, '--check', '--log-level=warn', '.'] },
  { name: 'lint (oxlint)', args: [tools.oxlint] },
  { name: 'unused code and dependencies (knip)', args: [tools.knip, '--treat-config-hints-as-errors'] },
  { name: 'types of the tests (tsc)', args: [tools.tsc, '-b'] },
];

for (const { name, args } of checks) {
  progress(`check: ${name}`);
  runNodeQuietly(name, args);
}

progress('check: tests (vitest)');
runNode('tests', [tools.vitest, 'run', ...process.argv.slice(2)]);
