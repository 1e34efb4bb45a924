/**
 * Two-phase commit in the languages of other checkers, written for this comparison, and how to run them.
 *
 * The same actions as in `two-phase-commit.ts`, one process or rule set, no reduction, no symmetry. A tool that is not installed is absent
 * from the results, not replaced by a remembered number. Compilation is not timed; exploration is, by the tool's own clock
 * where it has one.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PeerRun {
  readonly tool: 'spin-dfs' | 'spin-bfs' | 'rumur';
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
}

function promela(n: number): string {
  const managers = Array.from(
    { length: n },
    (_, i) => `
  :: d_step { tm == 0 && (sent & ${1 << i}) -> received = received | ${1 << i} }
  :: d_step { rm[${i}] == 0 -> rm[${i}] = 1; sent = sent | ${1 << i} }
  :: d_step { rm[${i}] == 0 -> rm[${i}] = 3 }
  :: d_step { commit -> rm[${i}] = 2 }
  :: d_step { abort -> rm[${i}] = 3 }`,
  );
  return `byte tm; short received; short sent; bit commit; bit abort; byte rm[${n}];
active proctype twoPhaseCommit() {
  do
  :: d_step { tm == 0 && received == ${2 ** n - 1} -> tm = 1; commit = 1 }
  :: d_step { tm == 0 -> tm = 2; abort = 1 }${managers.join('')}
  od
}
`;
}

function murphi(n: number): string {
  return `const N: ${n};
type id: 0 .. N - 1; manager: enum { working, prepared, committed, aborted }; decision: enum { undecided, commits, aborts };
var tm: decision; received: array [id] of boolean; sent: array [id] of boolean; commit: boolean; abort: boolean;
  rm: array [id] of manager;
startstate begin
  tm := undecided; commit := false; abort := false;
  for i: id do received[i] := false; sent[i] := false; rm[i] := working; end;
end;
rule "commit" tm = undecided & forall i: id do received[i] end ==> begin tm := commits; commit := true; end;
rule "abort" tm = undecided ==> begin tm := aborts; abort := true; end;
ruleset i: id do
  rule "receive prepared" tm = undecided & sent[i] ==> begin received[i] := true; end;
  rule "prepare" rm[i] = working ==> begin rm[i] := prepared; sent[i] := true; end;
  rule "abort alone" rm[i] = working ==> begin rm[i] := aborted; end;
  rule "receive commit" commit ==> begin rm[i] := committed; end;
  rule "receive abort" abort ==> begin rm[i] := aborted; end;
end;
invariant "consistency" forall i: id do forall j: id do !(rm[i] = committed & rm[j] = aborted) end end;
`;
}

function isInstalled(tool: string): boolean {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function inFolder<T>(work: (run: (tool: string, ...args: string[]) => string, path: string) => T): T {
  const path = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const run = (tool: string, ...args: string[]): string =>
    execFileSync(tool, args, { cwd: path, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return work(run, path);
  } finally {
    rmSync(path, { recursive: true });
  }
}

function found(text: string, pattern: RegExp, what: string): number {
  const [, digits] = pattern.exec(text) ?? [];
  if (digits === undefined) throw new Error(`${what} said nothing that matches ${pattern}`);
  return Number(digits.replaceAll(',', ''));
}

const optimised = ['-O3', '-march=native', '-w'];

function spin(n: number, search: 'dfs' | 'bfs'): PeerRun {
  return inFolder((run, path) => {
    writeFileSync(join(path, 'model.pml'), promela(n));
    run('spin', '-a', 'model.pml');
    const flags = search === 'bfs' ? ['-DBFS'] : [];
    run('gcc', ...optimised, '-DSAFETY', '-DNOREDUCE', '-DMEMLIM=12000', ...flags, '-o', 'pan', 'pan.c');
    const text = run(
      './pan',
      '-E',
      ...(search === 'dfs' ? [`-m${n > 8 ? 30_000_000 : 5_000_000}`] : []),
      `-w${n > 8 ? 26 : 24}`,
    );
    return {
      tool: `spin-${search}`,
      states: found(text, /(\d+) states, stored/, 'SPIN'),
      transitions: found(text, /([\d.e+]+) transitions/, 'SPIN'),
      seconds: found(text, /elapsed time ([\d.]+) seconds/, 'SPIN'),
    };
  });
}

function rumur(n: number): PeerRun {
  return inFolder((run, path) => {
    writeFileSync(join(path, 'model.m'), murphi(n));
    run('rumur', '--threads', '1', '--deadlock-detection', 'off', '--output', 'model.c', 'model.m');
    run('gcc', ...optimised, '-o', 'model', 'model.c', '-lpthread', '-latomic');
    const started = performance.now();
    const text = run('./model');
    const seconds = (performance.now() - started) / 1000;
    return {
      tool: 'rumur',
      states: found(text, /([\d,]+) states, [\d,]+ rules fired/, 'rumur'),
      transitions: found(text, /states, ([\d,]+) rules fired/, 'rumur'),
      seconds,
    };
  });
}

/** Every peer that is installed, on two-phase commit with n managers; the names of those that are not. */
export function peers(n: number): { readonly runs: readonly PeerRun[]; readonly absent: readonly string[] } {
  const hasSpin = isInstalled('spin') && isInstalled('gcc');
  const hasRumur = isInstalled('rumur') && isInstalled('gcc');
  return {
    runs: [...(hasSpin ? [spin(n, 'dfs'), spin(n, 'bfs')] : []), ...(hasRumur ? [rumur(n)] : [])],
    absent: [...(hasSpin ? [] : ['spin']), ...(hasRumur ? [] : ['rumur'])],
  };
}
