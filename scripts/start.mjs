// `npm start`: from a fresh clone to the scan of the bundled examples.
import { runNode, runNodeQuietly, progress } from './run.mjs';
import { install } from './setup.mjs';

install();
progress('building');
runNodeQuietly('build', ['scripts/build.mjs']);
runNode('scan', ['packages/interloper/bin/interloper.js', 'scan', 'examples', ...process.argv.slice(2)]);
