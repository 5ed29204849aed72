// `npm run build`: TypeScript to dist, then what is made from it.
import { progress, runNode, tools } from './run.mjs';

const steps = [
  { name: 'TypeScript', args: [tools.tsc, '-b', 'tsconfig.build.json'] },
  // Compiling the shipped detections comes here: it runs from packages/*/dist and writes packages/interloper/dist.
];

for (const { name, args } of steps) {
  progress(`building: ${name}`);
  runNode(`build, ${name}`, args);
}
