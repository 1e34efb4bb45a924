#!/usr/bin/env node
/** The command `plumbline`. */

import { processIo } from '../checker/cli/io.ts';
import { run } from '../checker/cli/run.ts';

// Not process.exit: what is still on its way to a pipe would be lost.
process.exitCode = await run(
  process.argv.slice(2),
  async (targets) => (await import('./load.ts')).load(targets),
  processIo(),
);
