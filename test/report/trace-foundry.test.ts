import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { traceFoundry } from '../../checker/report/trace-foundry.ts';
import type { Story } from '../../checker/report/trace-story.ts';
import { bridgeCalls } from '../../model/bridge-calls.ts';
import { incidents } from '../../proofs/incidents.ts';
import { registry } from '../../proofs/registry.ts';
import { captured, userTheorem } from '../cli/captured-run.ts';

const ofBridges = incidents.filter(({ system }) => system.calls === bridgeCalls);

describe('7.1: each flaw of a bridge is written as a list of contract calls', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-foundry-'));

  test('one test a counterexample, one call or block a step, the failing part at the end', async () => {
    const ids = ofBridges.map(({ claim }) => claim);
    expect(ids).toHaveLength(8);
    const options = ['--out', folder, '--trace-format', 'foundry'];
    const { code } = await captured(['check', ...ids, ...options], registry);
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(ids.map((id) => `${id.replaceAll('/', '-')}.t.sol`).sort());
    for (const { claim, part, steps } of ofBridges) {
      const text = readFileSync(join(folder, `${claim.replaceAll('/', '-')}.t.sol`), 'utf8');
      const numbered = text.split('\n').filter((line) => /^ +\/\/ \d+\. /.test(line));
      expect(numbered, claim).toHaveLength(steps);
      expect(text).toContain(part);
      expect(text.match(/vm\.prank/g)).toHaveLength(text.match(/^ +\w+\(\)\.\w+\(.*\);$/gm)?.length ?? -1);
    }
  });

  test('7.1/c01-nomad: the forged message is one call on the target, under a root that nobody proved', () => {
    const text = readFileSync(join(folder, '7.1-c01-nomad.t.sol'), 'utf8');
    expect(text).toContain(
      'function mint(uint256 transfer, string calldata chain, string calldata evidence, string calldata outcome) external;',
    );
    expect(text).toContain(
      'vm.selectFork(targetFork);\n        vm.prank(makeAddr("relayer"));\n        minter().mint(0, "target", "zero-root", "succeeds");',
    );
    expect(text).not.toContain('escrow()');
  });

  test('7.1/c07-qubit: blocks are rolled on the chain that they are of', () => {
    const text = readFileSync(join(folder, '7.1-c07-qubit.t.sol'), 'utf8');
    expect(text).toMatch(
      /selectFork\(sourceFork\);\n +vm\.prank\(makeAddr\("thief"\)\);\n +escrow\(\)\.lock\(0, "nothing"\);\n.*\n +vm\.roll/,
    );
  });
});

describe('a trace as a Foundry test', () => {
  test('a theorem of one’s own needs to say nothing about contracts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-foundry-'));
    await captured(['check', userTheorem, '--out', folder, '--trace-format', 'foundry']);
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(readFileSync(join(folder, file), 'utf8')).toContain('interface IProtocol {');
  });

  test.each([
    ['final', 'xFinal'],
    ['uint8', 'xUint8'],
    ['holds', 'xHolds'],
    ['2nd', 'x2nd'],
    ['data root', 'dataRoot'],
  ])('a field called %s becomes %s', (field, named) => {
    const step = { type: 'SEND', payload: { [field]: 1 }, owner: 'a', side: 'honest', changes: [] };
    const story = { says: '', command: '', reasons: [], trace: { steps: [step], loop: null } } as unknown as Story;
    expect(traceFoundry(story, undefined, 'x')).toContain(`function send(uint256 ${named}) external;`);
  });

  test('whatever is in payloads and names stays inside its literal or comment', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('"', '\\', '\n', '\r', '\u2028', '*/', 'é', '💣', 'a', '0', ' ', '-'),
    });
    fc.assert(
      fc.property(hostile, hostile, hostile, (field, value, name) => {
        const step = { type: `T${name}`, payload: { [field]: value }, owner: value, side: 'adversary', changes: [] };
        const story = {
          says: value,
          command: name,
          reasons: [value],
          trace: { steps: [step], loop: null },
        } as unknown as Story;
        const text = traceFoundry(story, undefined, `9/${name}`);
        const code = text
          .replaceAll(/"(?:[^"\\\n]|\\["\\]|\\x[0-9a-f]{2})*"/g, '""')
          .split(/[\n\r\v\f\u0085\u2028\u2029]/)
          .filter((line) => !/^ *\/\//.test(line));
        for (const line of code) expect(line).toMatch(/^[\w .(){};,+"/-]*(?:\^0\.8\.20;)?$/);
        expect(code.filter((line) => line.startsWith('        protocol().'))).toHaveLength(1);
      }),
    );
  });
});
