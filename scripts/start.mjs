// `npm start`: from a fresh clone to the scan of the bundled examples, also as a page (report.html).
import { passThrough, progress, runNodeQuietly } from './run.mjs';
import { install } from './setup.mjs';

install();
progress('building');
runNodeQuietly('build', ['scripts/build.mjs']);
passThrough([
  'packages/interloper/bin/interloper.js',
  'scan',
  'examples',
  '--report',
  'report.html',
  ...process.argv.slice(2),
]);
