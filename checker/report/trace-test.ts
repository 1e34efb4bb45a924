/** A counterexample as a vitest file: it must now be refused, or do no harm. A witness must still be possible. */

import type { Payload } from '../language/menu.ts';
import type { Story } from './trace-story.ts';

/** Plain data as the source that makes it. */
function source(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'number' || value === undefined) return String(value);
  if (value instanceof Set) return `new Set([${[...value].map(source).join(', ')}])`;
  if (value instanceof Map)
    return `new Map([${[...value].map(([key, inner]) => `[${source(key)}, ${source(inner)}]`).join(', ')}])`;
  if (Array.isArray(value)) return `[${value.map(source).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, inner]) => `${fieldName(name)}: ${source(inner)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  // Both line separators are legal in JSON and were not always in source.
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function fieldName(name: string): string {
  if (name === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_]\w*$/.test(name) ? name : source(name);
}

function eventLine({ type, payload }: { readonly type: string; readonly payload: Payload }): string {
  return `      { type: ${source(type)}, payload: ${source(payload)} },`;
}

/** Text inside a line comment. */
function comment(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}

/** `module` is what the test imports the theorem from; `isWitness` of a claim that something is possible. */
export function traceTest(
  story: Story,
  { module, claim, isWitness }: { readonly module: string; readonly claim: string; readonly isWitness: boolean },
): string {
  const { says, command, trace, reasons } = story;
  const { parameters, powers, rules } = trace.configuration;
  const without = Object.keys(rules).filter((rule) => rules[rule] === false);
  const title = isWitness
    ? `${claim}: this witness must still be possible`
    : `${claim}: this counterexample must now be refused`;
  const expected = isWitness ? "toEqual({ outcome: 'succeeds' })" : "not.toEqual({ outcome: 'succeeds' })";
  return [
    `// ${comment(says)}`,
    ...reasons.map((reason) => `// ${comment(reason)}`),
    `// Written by: ${comment(command)}`,
    '',
    "import { retry } from 'plumbline';",
    "import { expect, test } from 'vitest';",
    `import * as proofs from ${source(module)};`,
    '',
    `test(${source(title)}, () => {`,
    `  const attempt = retry(proofs, ${source(claim)}, {`,
    `    setting: ${source({ parameters, powers, without })},`,
    '    events: [',
    ...trace.steps.map(eventLine),
    '    ],',
    ...(trace.loop === null ? [] : [`    loop: ${trace.loop},`]),
    '  });',
    `  expect(attempt).${expected};`,
    '});',
    '',
  ].join('\n');
}
