/** The folder of `--checkpoint`: prepared before a run, told of while it goes on, emptied of what it used once it is over. */

import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import { tool } from '../report/tool.ts';
import { duration, number } from '../report/words.ts';
import type { CheckpointUse } from '../search/checkpoint-file.ts';
import type { CheckpointOptions } from '../verdict/decision.ts';
import { makeFolder } from './folder.ts';
import type { Session } from './session.ts';

const usualSeconds = 60;

export class CheckpointFolder {
  readonly options: CheckpointOptions;
  readonly #session: Session;
  readonly #used: Set<string> = new Set();

  constructor(session: Session, folder: string) {
    this.#session = session;
    const every = session.options.checkpointEvery ?? usualSeconds;
    this.options = { folder, every, version: tool.version, onUse: this.note };
  }

  /** Says on the standard error that a search goes on from where it was. */
  readonly note = ({ file, resumed }: CheckpointUse): void => {
    this.#used.add(file);
    if (resumed === null) return;
    const { states, seconds } = resumed;
    this.#session.io.stderr.write(
      `goes on from a checkpoint of ${number(states)} states after ${duration(seconds)}: ${file}\n`,
    );
  };

  /** What a run that was not cut has written answers nothing any more, and would stand in the way of a changed model. */
  clear(): void {
    for (const file of this.#used) rmSync(file, { force: true });
  }
}

/** The folder of a run, made if it is not there; undefined where none is wanted. Throws PL-202, PL-333. */
export function checkpointFolder(session: Session): CheckpointFolder | undefined {
  const { checkpoint, checkpointEvery } = session.options;
  if (checkpoint === undefined) {
    if (checkpointEvery === undefined) return undefined;
    throw new Problem('PL-202', { place: '--checkpoint-every', expected: '--checkpoint DIR beside it', found: 'none' });
  }
  const folder = resolve(session.io.cwd, checkpoint);
  try {
    makeFolder(folder);
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Problem('PL-333', {
      place: `--checkpoint ${checkpoint}`,
      expected: 'a folder that can be written',
      found,
    });
  }
  return new CheckpointFolder(session, folder);
}
