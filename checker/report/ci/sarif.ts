/**
 * A run as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): a rule for each claim, a result for each that is not as expected, its
 * counterexample as a code flow.
 *
 * Claims that are met give no result: viewers, GitHub's among them, show every result as an alert, whatever its kind.
 */

import { show } from '../../language/plain-data.ts';
import type { Step } from '../../trace/trace.ts';
import { tool } from '../tool.ts';
import { placeOf } from '../trace-view.ts';
import { eventWords, verdictWords } from '../words.ts';
import { missLines, type PlacedClaim, standingOf } from './placed-claim.ts';

interface Text {
  readonly text: string;
}

function physical({ place }: PlacedClaim): object {
  if (place === null) return {};
  const artifactLocation = { uri: encodeURI(place.file) };
  return { physicalLocation: { artifactLocation, region: { startLine: place.line } } };
}

/** What a step changed, by place, as a viewer shows variables. */
function stateOf({ changes }: Step): Readonly<Record<string, Text>> {
  return Object.fromEntries(
    changes.map((change) => [
      placeOf(change),
      { text: Object.hasOwn(change, 'after') ? show(change.after) : '(gone)' },
    ]),
  );
}

function codeFlow(claim: PlacedClaim): object {
  const { trace, reasons } = claim.story as NonNullable<PlacedClaim['story']>;
  const steps = trace.steps.map((step, i) => ({
    executionOrder: i + 1,
    importance: step.side === 'adversary' || i === trace.steps.length - 1 ? 'essential' : 'important',
    location: { ...physical(claim), message: { text: `${i + 1}. ${step.owner}: ${eventWords(step, false)}` } },
    state: stateOf(step),
  }));
  const first = {
    executionOrder: 0,
    importance: 'unimportant',
    location: { ...physical(claim), message: { text: 'the initial state' } },
  };
  return {
    message: { text: reasons.join('\n') || 'the trace' },
    threadFlows: [{ locations: steps.length === 0 ? [first] : steps }],
  };
}

function level(claim: PlacedClaim): 'error' | 'warning' {
  return standingOf(claim.document) === 'open' ? 'warning' : 'error';
}

export function sarifLog(
  claims: readonly PlacedClaim[],
  run: { readonly command: string; readonly exitCode: number },
): object {
  const amiss = claims.filter(({ document }) => standingOf(document) !== 'met');
  const rules = claims.map(({ document, title }) => ({
    id: document.id,
    shortDescription: { text: document.says },
    fullDescription: { text: `${title}. ${document.says}` },
    defaultConfiguration: { level: 'error' },
    properties: { reading: document.reading, kind: document.kind, expected: document.expected },
  }));
  const results = amiss.map((claim) => ({
    ruleId: claim.document.id,
    ruleIndex: claims.indexOf(claim),
    kind: 'fail',
    level: level(claim),
    message: { text: missLines(claim).join('\n') },
    ...(claim.place === null ? {} : { locations: [physical(claim)] }),
    ...(claim.story === null ? {} : { codeFlows: [codeFlow(claim)] }),
    partialFingerprints: { 'plumblineClaim/v1': `${claim.document.id} ${claim.document.verdict}` },
    properties: {
      verdict: verdictWords(claim.document),
      states: claim.document.states,
      instance: claim.document.instance,
    },
  }));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules } },
        // Every exit code below 70 is an answer, whether or not it is the one that was wanted.
        invocations: [{ commandLine: run.command, exitCode: run.exitCode, executionSuccessful: run.exitCode < 70 }],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}
