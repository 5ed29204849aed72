// `npm run bench`: the benchmarks on what is built now.
import { runNode, runNodeQuietly, progress } from './run.mjs';
import { install } from './setup.mjs';

install();
progress('building');
runNodeQuietly('build', ['scripts/build.mjs']);
runNode('bench', ['bench/dist/main.js', ...process.argv.slice(2)]);
