// `npm start`: from a fresh clone to the scan of the bundled incident, also as a page (report.html).
import { readdirSync } from 'node:fs';
import { passThrough, progress, root, runNodeQuietly } from './run.mjs';
import { install } from './setup.mjs';

const context = 'examples/context';

process.stdout.write('To see the report, open report.html in a browser when this has ended.\n\n');
install();
progress('building');
runNodeQuietly('build', ['scripts/build.mjs']);
passThrough([
  'packages/interloper/bin/interloper.js',
  'scan',
  'examples/logs',
  ...readdirSync(`${root}${context}`).flatMap((file) =>
    file.endsWith('.csv') ? ['--watchlist', `${file.replace('.csv', '')}=${context}/${file}`] : [],
  ),
  '--exclusions',
  `${context}/exclusions.yml`,
  '--report',
  'report.html',
  ...process.argv.slice(2),
]);
