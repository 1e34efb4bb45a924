/**
 * A counterexample as a Foundry test: the list of contract calls with sender and block, and the claim at its end.
 *
 * The contract is abstract: who inherits from it says which contracts are meant, and what has to hold. An event is one call, its type the
 * function and its payload the arguments: whole numbers as `uint256`, truth values as `bool`, everything else as `string`, lists and records
 * as JSON. Moves of the environment that no call makes stay comments.
 */

import { type Calls, onChain } from '../language/calls.ts';
import type { Payload } from '../language/menu.ts';
import type { Step } from '../trace/trace.ts';
import type { Story } from './trace-story.ts';

type Argument = { readonly kind: 'uint256' | 'bool' | 'string'; readonly text: string };

/** Keywords and reserved words of Solidity, and the names that the file has itself. */
const reserved = new Set(
  `abstract address after alias anonymous apply as assembly auto bool break byte bytes calldata
    case catch constant constructor continue copyof days default define delete do else emit enum
    error ether event external fallback false final finney fixed for from function gwei hours
    if immutable implements import in indexed inline instanceof int interface internal is let library
    macro mapping match memory minutes modifier mutable new null of override partial payable pragma
    private promise public pure receive reference relocatable return returns revert sealed seconds sizeof static
    storage string struct super supports switch szabo this throw true try type typedef typeof
    ufixed uint unchecked unicode using var view virtual weeks wei while years
    holds setUp vm test`.split(/\s+/),
);

function camel(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words
    .map((word) => (word === word.toUpperCase() ? word.toLowerCase() : word))
    .map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('');
  return reserved.has(joined) || /^(?:u?int|bytes)\d+$/.test(joined) || !/^[a-z]/.test(joined)
    ? `x${joined.charAt(0).toUpperCase()}${joined.slice(1)}`
    : joined;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A string literal of Solidity, printable ASCII only. */
function literal(text: string): string {
  const escaped = [...text].map((one) => {
    if (one === '"' || one === '\\') return `\\${one}`;
    if (one >= ' ' && one <= '~') return one;
    return [...new TextEncoder().encode(one)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  });
  return `"${escaped.join('')}"`;
}

/** Plain data as JSON; lists of sets and maps, bigints as text. */
function json(value: unknown): string {
  const plain = (_: string, one: unknown): unknown => {
    if (typeof one === 'bigint') return String(one);
    return one instanceof Set || one instanceof Map ? [...one] : one;
  };
  return JSON.stringify(value, plain) ?? String(value);
}

/** Text inside a line comment. */
const comment = (text: string): string => text.replaceAll(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' ');

function argument(value: unknown): Argument {
  if (typeof value === 'boolean') return { kind: 'bool', text: String(value) };
  if (
    (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) ||
    (typeof value === 'bigint' && value >= 0n)
  )
    return { kind: 'uint256', text: String(value) };
  return { kind: 'string', text: literal(typeof value === 'string' ? value : json(value)) };
}

interface Call {
  readonly contract: string;
  readonly chain: string;
  readonly name: string;
  readonly signature: string;
  readonly sender: string;
  readonly arguments: readonly Argument[];
}

function callOf({ type, payload, owner }: Step, { contract, chain = '' }: { contract: string; chain?: string }): Call {
  const fields: Payload = payload;
  const list = Object.entries(fields).map(([field, value]) => [camel(field), argument(value)] as const);
  const name = camel(type);
  const names = list.map(([field]) => field);
  const parameters = list.map(([field, { kind }], i) => {
    const own = names.indexOf(field) === i ? field : `${field}${i}`;
    return `${kind}${kind === 'string' ? ' calldata' : ''} ${own}`;
  });
  return {
    ...{ contract: camel(contract), chain: camel(chain === '' ? 'chain' : chain), name, sender: owner },
    signature: `function ${name}(${parameters.join(', ')}) external;`,
    arguments: list.map(([, one]) => one),
  };
}

/** The file of a story; `calls` as the system has them, `claim` its id. */
export function traceFoundry(
  { says, command, trace, reasons }: Story,
  calls: Calls | undefined,
  claim: string,
): string {
  const made: Call[] = [];
  const forks = new Set<string>();
  const heights = new Map<string, number>();
  let current = '';
  const lines: string[] = [];
  const go = (chain: string): void => {
    if (chain === 'chain') return;
    forks.add(chain);
    if (chain !== current) lines.push(`        vm.selectFork(${chain}Fork);`);
    current = chain;
  };
  trace.steps.forEach((step, i) => {
    if (trace.loop === i) lines.push('        // From here on the calls repeat for ever.');
    const place = onChain(calls, step.type, step.payload);
    if ('apart' in place) {
      lines.push(`        // ${i + 1}. ${comment(`${step.type} ${json(step.payload)}: ${place.apart}`)}`);
      return;
    }
    if ('block' in place) {
      const chain = camel(place.block === '' ? 'chain' : place.block);
      heights.set(chain, (heights.get(chain) ?? 0) + 1);
      const fields = Object.keys(step.payload).length === 0 ? '' : `: ${json(step.payload)}`;
      lines.push(`        // ${i + 1}. ${comment(`${step.type} by ${step.owner}${fields}`)}`);
      go(chain);
      lines.push('        vm.roll(block.number + 1);');
      return;
    }
    const call = callOf(step, place);
    made.push(call);
    const height = heights.get(call.chain) ?? 0;
    lines.push(`        // ${i + 1}. ${comment(`${step.type} by ${step.owner}, block ${height}`)}`);
    go(call.chain);
    lines.push(`        vm.prank(makeAddr(${literal(call.sender)}));`);
    lines.push(`        ${call.contract}().${call.name}(${call.arguments.map(({ text }) => text).join(', ')});`);
  });
  const contracts = [...new Set(made.map(({ contract }) => contract))];
  const chains = [...forks];
  const title = camel(claim.replaceAll(/[^A-Za-z0-9]+/g, ' '));
  return [
    '// SPDX-License-Identifier: UNLICENSED',
    'pragma solidity ^0.8.20;',
    '',
    'import {Test} from "forge-std/Test.sol";',
    ...contracts.flatMap((contract) => [
      '',
      `interface I${capital(contract)} {`,
      ...[...new Set(made.filter((call) => call.contract === contract).map(({ signature }) => `    ${signature}`))],
      '}',
    ]),
    '',
    `// ${comment(`${claim}: ${says}`)}`,
    `// Written by: ${comment(command)}`,
    '// A protocol that withstands it reverts in one of the calls, or keeps what is asserted at the end.',
    `abstract contract Trace${capital(title)} is Test {`,
    ...chains.map((chain) => `    uint256 internal ${chain}Fork;`),
    ...contracts.map((contract) => `    function ${contract}() internal virtual returns (I${capital(contract)});`),
    '    function holds() internal virtual returns (bool);',
    ...(chains.length === 0
      ? []
      : [
          '',
          '    function setUp() public virtual {',
          ...chains.map(
            (chain) => `        ${chain}Fork = vm.createFork(vm.envString("${chain.toUpperCase()}_RPC_URL"));`,
          ),
          '    }',
        ]),
    '',
    `    function test_${title}() public {`,
    ...lines,
    `        assertTrue(holds(), ${literal(reasons.join('; ') || claim)});`,
    '    }',
    '}',
    '',
  ].join('\n');
}
