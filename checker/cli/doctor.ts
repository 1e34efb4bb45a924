/** `plumbline doctor`: what a bug report needs, and whether the checker can be trusted on this machine. */

import { createRequire } from 'node:module';
import { arch, platform, release } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { grid, type Sheet, sheet } from '../report/sheet.ts';
import { tool } from '../report/tool.ts';
import { size } from '../report/words.ts';
import { exitCode } from './exit-code.ts';
import { cores, machineMemory } from './run-options.ts';
import { selfTest } from './self-test.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

function xstateVersion(): string {
  return (createRequire(import.meta.url)('xstate/package.json') as { readonly version: string }).version;
}

export async function doctor(session: Session): Promise<number> {
  const failure = await selfTest();
  const facts = {
    plumbline: tool.version,
    node: process.version,
    xstate: xstateVersion(),
    platform: `${platform()} ${release()} ${arch()}`,
    cores: `${cores()}`,
    memory: size(machineMemory()),
    'heap limit': size(getHeapStatistics().heap_size_limit),
    'self-test': failure === null ? 'ok' : `not ok: ${failure}`,
  };
  const text = (page: Sheet): string => {
    const verdict = failure === null ? page.paint.green('ok') : page.paint.red('not ok');
    return `${grid(page, Object.entries(facts), 0)}\n\n${verdict}\n`;
  };
  checkWritable(session);
  say(session, text(session.page));
  deliver(
    session,
    { schemaVersion: 1, ...facts, ok: failure === null },
    text(sheet(session.page.columns, false, false)),
  );
  return failure === null ? exitCode.ok : exitCode.internal;
}
