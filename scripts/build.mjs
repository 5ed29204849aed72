// `npm run build`: TypeScript to dist, then what is made from it.
import { progress, runNode, tools } from './run.mjs';

const steps = [
  { name: 'TypeScript', args: [tools.tsc, '-b', 'tsconfig.build.json'] },
  { name: 'the shipped detections', args: ['scripts/compile-detections.mjs'] },
];

for (const { name, args } of steps) {
  progress(`building: ${name}`);
  runNode(`build, ${name}`, args);
}
