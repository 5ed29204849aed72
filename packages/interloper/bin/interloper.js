#!/usr/bin/env node
// Committed, so that npm links the command before anything is built.
import { existsSync } from 'node:fs';

const cli = new URL('../dist/cli.js', import.meta.url);

if (existsSync(cli)) {
  const { main } = await import(cli.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('interloper is not built yet: run npm run build first\n');
  process.exitCode = 2;
}
