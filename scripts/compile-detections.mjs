// Compiles the shipped detections into packages/interloper/dist/compiled.json: a part of `npm run build`.
import { writeCache } from '../packages/interloper/dist/compile/write-cache.js';

await writeCache();
