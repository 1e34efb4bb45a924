/** The command run in this process, with everything it writes captured. */

import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../checker/cli/io.ts';
import type { Registry } from '../../checker/cli/registry.ts';
import { run } from '../../checker/cli/run.ts';

// A user's file imports `plumbline`; here that is the source, so that the tests need no build.
process.env.JITI_ALIAS = JSON.stringify({
  plumbline: fileURLToPath(new URL('../../checker/index.ts', import.meta.url)),
});

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

export const userTheorem: string = `${fixtures}user-theorem.ts`;
export const escrowTheorem: string = `${fixtures}escrow-theorem.ts`;
/** Its claims are refinements. */
export const bufferTheorem: string = `${fixtures}buffer-theorem.ts`;
/** Two-phase commit with seven managers: large enough to be killed on the way. */
export const commitTheorem: string = `${fixtures}commit-theorem.ts`;
/** Some of its claims are sampled. */
export const sampledTheorem: string = `${fixtures}sampled-theorem.ts`;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

export const emptyRegistry: Registry = {
  items: [
    { id: '9.1', kind: 'theorem', name: 'Undecided', statement: 'Something.', machine: null, proof: null },
    {
      id: 'leases',
      kind: 'theorem',
      name: 'Leases',
      statement: 'A lock protects.',
      machine: 'model/leases.ts',
      proof: null,
    },
  ],
  theorems: [],
};

export async function captured(
  argv: readonly string[],
  registry: Registry = emptyRegistry,
  io: Partial<Io> = {},
): Promise<Outcome> {
  const stdout = new Sink();
  const stderr = new Sink();
  const code = await run(argv, registry, {
    ...{ stdout, stderr, columns: 120, isTTY: { stdout: false, stderr: false }, env: {}, cwd: fixtures },
    interrupted: new AbortController().signal,
    ...io,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}
