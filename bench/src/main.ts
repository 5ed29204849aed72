import { coldStart } from './cold-start.js';

const { scan, node } = coldStart(5);
process.stdout.write(
  `cold scan examples / node -e 0: ${(scan / node).toFixed(1)} (${scan.toFixed(0)} ms / ${node.toFixed(0)} ms)\n`,
);
