#!/usr/bin/env node
// Committed, so that npm links the command before anything is built.
import { existsSync } from 'node:fs';

const cli = new URL('../dist/cli.js', import.meta.url);

if (existsSync(cli)) {
  // A reader that has enough (`| head`) closes the pipe: that ends the work, and is no error.
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  // Nobody reads what is said beside the results (`2>&1 | head`): the work goes on, and its status stays what it is.
  process.stderr.on('error', (error) => {
    if (error.code !== 'EPIPE') process.exit(2);
  });
  const { main, endOnBug } = await import(cli.href);
  process.on('uncaughtException', endOnBug);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('interloper is not built yet: run npm run build first\n');
  process.exitCode = 2;
}
