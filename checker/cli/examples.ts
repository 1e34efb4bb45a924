/**
 * Examples of every command, for its `--help` and for the command reference. A test runs them in this order in one folder and compares
 * their exit codes: what one writes a later one reads.
 */

export interface Example {
  readonly line: string;
  readonly says: string;
  /** Exit code; 0 unless stated. */
  readonly exit?: number;
}

/** A file that an example reads and none has written. */
export const givenFiles: Readonly<Record<string, string>> = {
  'rollup.md':
    '**Theorem 2.1.2** (Optimistic Rollup Safety) An optimistic rollup is safe if one validator is honest.\n\n**Theorem 9.9** (Ours) Nothing is lost.\n',
};

export const examples: Readonly<Record<string, readonly Example[]>> = {
  list: [
    { line: 'plumbline list', says: 'every item, its machine and its claims' },
    { line: 'plumbline list 2.1.2', says: 'parameters, powers, rules, instances and claims of one' },
  ],
  check: [
    { line: 'plumbline check 2.1.2/repaired', says: 'one claim' },
    {
      line: 'plumbline check 2.1.2/literal --out traces',
      says: 'the statement as it stands, its counterexamples kept',
    },
    { line: 'plumbline check 2.1.2/repaired --with withhold', says: 'what if data may be withheld?', exit: 1 },
    { line: 'plumbline check 2.1.2/repaired --set C=2 --full', says: 'a shorter window, and the whole trace', exit: 1 },
    { line: 'plumbline check 2.1.2/literal --format json=literal.json --quiet', says: 'the results as a document' },
    { line: 'plumbline check 2.1.2/repaired-medium --states 1000', says: 'cut, so not established', exit: 3 },
  ],
  frontier: [
    {
      line: 'plumbline frontier 2.1.2/frontier-challenges-first --over C=1..4,K=0..4',
      says: 'where the theorem holds, and the inequality that says so',
    },
  ],
  assumptions: [{ line: 'plumbline assumptions 2.1.2/assumptions-survival', says: 'which sets of hypotheses suffice' }],
  attack: [{ line: 'plumbline attack 5.2.2/hybrid', says: 'the cheapest attack, and what it pays for' }],
  sample: [
    {
      line: 'plumbline sample 2.1.2/repaired --runs 200 --seed 0x2a',
      says: 'random runs, which establish nothing',
      exit: 3,
    },
  ],
  diff: [
    {
      line: 'plumbline diff 2.1.2/repaired --without cascade --parts structure,behaviours,verdicts',
      says: 'what a rule taken out does',
      exit: 1,
    },
  ],
  incidents: [{ line: 'plumbline incidents C01', says: 'one known flaw, found again and mended' }],
  init: [{ line: 'plumbline init my-rollup --from optimistic-rollup', says: 'machines of your own to edit' }],
  mutate: [{ line: 'plumbline mutate priced-window --sample 1', says: 'one change of a guard, drawn at random' }],
  replay: [
    { line: 'plumbline replay traces/2.1.2-withheld-data.itf.json', says: 'a stored trace on the machines' },
    {
      line: 'plumbline replay traces/2.1.2-withheld-data.itf.json --show rollup',
      says: 'only what happens to the rollup',
    },
  ],
  export: [
    { line: 'plumbline export 2.1.2/repaired --format tla --out tla', says: 'a system as a TLA+ module' },
    { line: 'plumbline export 2.1.2/repaired --format mermaid', says: 'its machines as diagrams' },
  ],
  tla: [{ line: 'plumbline tla tla/OptimisticRollup.tla', says: 'a TLA+ module under its configuration' }],
  explore: [
    { line: 'plumbline explore 2.1.2/withheld-data --out attack.html', says: 'an attack to walk through in a browser' },
    {
      line: 'plumbline explore traces/2.1.2-withheld-data.itf.json --out trace.html',
      says: 'a stored trace in the same way',
    },
  ],
  report: [
    {
      line: 'plumbline report 2.1.2 --out site --from literal.json',
      says: 'conformance pages from kept results; what is not in them is said to be open',
      exit: 3,
    },
  ],
  conform: [
    { line: 'plumbline conform rollup.md', says: 'which numbered statements are covered, missing or changed', exit: 1 },
  ],
  explain: [
    { line: 'plumbline explain PL-301', says: 'an error code' },
    { line: 'plumbline explain 2.1.2/withheld-data', says: 'a claim' },
  ],
  doctor: [{ line: 'plumbline doctor', says: 'versions, machine and a self-test' }],
};

/** The examples of a command under its help. */
export function examplesText(command: string): string {
  const own = examples[command] ?? [];
  if (own.length === 0) return '';
  const lines = own.map(({ line, says, exit = 0 }) => `  ${line}\n      ${says}${exit === 0 ? '' : ` (exit ${exit})`}`);
  return `\nExamples:\n${lines.join('\n')}\n`;
}
