/**
 * Other checkers, and two-phase commit in their languages, written for this comparison.
 *
 * The same actions as in `two-phase-commit.ts`, one process or rule set, no reduction, no symmetry. A tool that is not installed is absent
 * from the results, not replaced by a remembered number. Compilation is not timed; exploration is, by the tool's own clock
 * where it has one. SPIN asks no property: it explores only.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PeerRun {
  readonly tool: 'spin-dfs' | 'spin-bfs' | 'rumur' | 'tlc' | 'stateright';
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  /** Most resident memory of the process; null where `/usr/bin/time` is not there to say it. */
  readonly peakBytes: number | null;
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

/** TLC counts every disjunct and every witness of the next-state relation as a generated state, and the initial one. */
function tla(): string {
  return `---- MODULE TwoPhase ----
EXTENDS Naturals
CONSTANT RM
VARIABLES rm, tm, received, prepared, decision
vars == <<rm, tm, received, prepared, decision>>
Init == rm = [r \\in RM |-> "working"] /\\ tm = "init" /\\ received = {} /\\ prepared = {} /\\ decision = "none"
Receive(r) == tm = "init" /\\ r \\in prepared /\\ received' = received \\union {r} /\\ UNCHANGED <<rm, tm, prepared, decision>>
Commit == tm = "init" /\\ received = RM /\\ tm' = "done" /\\ decision' = "commit" /\\ UNCHANGED <<rm, received, prepared>>
Abort == tm = "init" /\\ tm' = "done" /\\ decision' = "abort" /\\ UNCHANGED <<rm, received, prepared>>
Become(r, s) == rm' = [rm EXCEPT ![r] = s] /\\ UNCHANGED <<tm, received, decision>>
Prepare(r) == rm[r] = "working" /\\ Become(r, "prepared") /\\ prepared' = prepared \\union {r}
AbortAlone(r) == rm[r] = "working" /\\ Become(r, "aborted") /\\ UNCHANGED prepared
ReceiveCommit(r) == decision = "commit" /\\ Become(r, "committed") /\\ UNCHANGED prepared
ReceiveAbort(r) == decision = "abort" /\\ Become(r, "aborted") /\\ UNCHANGED prepared
Next == Commit \\/ Abort \\/ \\E r \\in RM: Receive(r) \\/ Prepare(r) \\/ AbortAlone(r) \\/ ReceiveCommit(r) \\/ ReceiveAbort(r)
Spec == Init /\\ [][Next]_vars
Consistent == \\A r, s \\in RM: ~(rm[r] = "committed" /\\ rm[s] = "aborted")
====
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

/** Runs a command and adds its peak of memory, where it can be measured. */
function measured(
  run: (tool: string, ...args: string[]) => string,
  path: string,
  tool: string,
  ...args: string[]
): { readonly text: string; readonly seconds: number; readonly peakBytes: number | null } {
  const started = performance.now();
  const times = existsSync('/usr/bin/time');
  const text = times ? run('/usr/bin/time', '-f', '%M', '-o', 'peak', tool, ...args) : run(tool, ...args);
  const seconds = (performance.now() - started) / 1000;
  const peakBytes = times ? 1024 * Number(readFileSync(join(path, 'peak'), 'utf8')) : null;
  return { text, seconds, peakBytes };
}

/** SPIN on a model, depth or breadth first; `states` sizes its stack and its table for about so many. */
export function spin(model: string, states: number, search: 'dfs' | 'bfs', header = ''): PeerRun {
  return inFolder((run, path) => {
    writeFileSync(join(path, 'model.pml'), model);
    writeFileSync(join(path, 'tables.h'), header);
    run('spin', '-a', 'model.pml');
    const flags = search === 'bfs' ? ['-DBFS'] : [];
    run('gcc', ...optimised, '-DSAFETY', '-DNOREDUCE', '-DMEMLIM=12000', ...flags, '-o', 'pan', 'pan.c');
    const { text, peakBytes } = measured(
      ...([run, path, './pan', '-E'] as const),
      ...(search === 'dfs' ? [`-m${states > 5_000_000 ? 30_000_000 : 5_000_000}`] : []),
      `-w${states > 5_000_000 ? 26 : 24}`,
    );
    if (/max search depth too small|Search not completed/.test(text)) throw new Error('SPIN did not search everything');
    return {
      tool: `spin-${search}`,
      states: found(text, /(\d+) states, stored/, 'SPIN'),
      transitions: found(text, /([\d.e+]+) transitions/, 'SPIN'),
      seconds: found(text, /elapsed time ([\d.]+) seconds/, 'SPIN'),
      peakBytes,
    };
  });
}

function rumur(n: number): PeerRun {
  return inFolder((run, path) => {
    writeFileSync(join(path, 'model.m'), murphi(n));
    run('rumur', '--threads', '1', '--deadlock-detection', 'off', '--output', 'model.c', 'model.m');
    run('gcc', ...optimised, '-o', 'model', 'model.c', '-lpthread', '-latomic');
    const { text, seconds, peakBytes } = measured(run, path, './model');
    return {
      tool: 'rumur',
      states: found(text, /([\d,]+) states, [\d,]+ rules fired/, 'rumur'),
      transitions: found(text, /states, ([\d,]+) rules fired/, 'rumur'),
      ...{ seconds, peakBytes },
    };
  });
}

/** TLC, by wall clock: its own rounds to seconds. */
function tlc(jar: string, n: number): PeerRun {
  return inFolder((run, path) => {
    writeFileSync(join(path, 'TwoPhase.tla'), tla());
    const managers = Array.from({ length: n }, (_, i) => `r${i}`).join(', ');
    writeFileSync(
      join(path, 'TwoPhase.cfg'),
      `CONSTANT RM = {${managers}}\nSPECIFICATION Spec\nINVARIANT Consistent\nCHECK_DEADLOCK FALSE\n`,
    );
    const options = ['-XX:+UseParallelGC', '-cp', jar, 'tlc2.TLC', '-workers', '1', '-noGenerateSpecTE'];
    const { text, seconds, peakBytes } = measured(
      run,
      path,
      'java',
      ...options,
      '-config',
      'TwoPhase.cfg',
      'TwoPhase.tla',
    );
    return {
      tool: 'tlc',
      states: found(text, /generated, ([\d,]+) distinct states found, 0 states left/, 'TLC'),
      transitions: found(text, /([\d,]+) states generated, [\d,]+ distinct states found, 0 states left/, 'TLC') - 1,
      ...{ seconds, peakBytes },
    };
  });
}

/** The example `2pc` of Stateright, built by `cargo build --release --example 2pc`; depth first, on one core where `taskset` is there. */
function stateright(binary: string, n: number): PeerRun {
  return inFolder((run, path) => {
    const one = isInstalled('taskset') ? ['taskset', '-c', '0'] : [];
    const [tool = binary, ...args] = [...one, binary, 'check', `${n}`];
    const { text, seconds, peakBytes } = measured(run, path, tool, ...args);
    return {
      tool: 'stateright',
      states: found(text, /Done[^\n]*unique=(\d+)/, 'Stateright'),
      transitions: found(text, /Done[^\n]*states=(\d+)/, 'Stateright') - 1,
      ...{ seconds, peakBytes },
    };
  });
}

/** Tools that are given by a path, and not looked for. */
export interface GivenTools {
  /** tla2tools.jar, or a class path with it; needs `java`. */
  readonly tlc?: string | undefined;
  /** The built example `2pc`. */
  readonly stateright?: string | undefined;
}

export const hasSpin: boolean = isInstalled('spin') && isInstalled('gcc');
const hasRumur = isInstalled('rumur') && isInstalled('gcc');

/** Every peer that is there, on two-phase commit with n managers of which so many states are known; slow ones only where n is small. */
export function peers(n: number, states: number, given: GivenTools): readonly PeerRun[] {
  return [
    ...(hasSpin && n > 6 && n < 10 ? [spin(promela(n), states, 'dfs')] : []),
    ...(hasSpin && n > 6 && n < 9 ? [spin(promela(n), states, 'bfs')] : []),
    ...(hasRumur && n > 6 && n < 9 ? [rumur(n)] : []),
    ...givenPeers(n, given),
  ];
}

/** Those of them that somebody named. */
export function givenPeers(n: number, given: GivenTools): readonly PeerRun[] {
  return [
    ...(given.tlc !== undefined && n === 7 ? [tlc(given.tlc, n)] : []),
    ...(given.stateright !== undefined && n > 6 && n < 10 ? [stateright(given.stateright, n)] : []),
  ];
}

/** Tools of which there is no result, and what they need. */
export function absentFrom(tools: readonly string[]): readonly string[] {
  const needs: Readonly<Record<string, string>> = {
    spin: '`spin` and `gcc` on the path',
    rumur: '`rumur` and `gcc` on the path',
    tlc: '--tlc with the path of tla2tools.jar, and `java`',
    stateright: '--stateright with the path of its built example 2pc',
  };
  return Object.entries(needs).flatMap(([name, need]) =>
    tools.some((tool) => tool.startsWith(name)) ? [] : [`${name}: needs ${need}`],
  );
}
