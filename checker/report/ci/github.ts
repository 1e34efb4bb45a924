/**
 * A run for GitHub Actions: an annotation for each claim that is not as expected, and a summary of the job in Markdown.
 *
 * The two line formats are written here and not by `@actions/core`, which writes to the process's own streams and brings an HTTP client.
 */

import type { ClaimDocument } from '../document/claim.ts';
import { traceMarkdown } from '../trace-markdown.ts';
import { duration, number, plural, verdictWords } from '../words.ts';
import { missLines, type PlacedClaim, standingOf } from './placed-claim.ts';

function inMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Workflow commands, a line each: an error where a claim is not as expected or breaks, a warning where it is not established. */
export function githubAnnotations(claims: readonly PlacedClaim[]): string {
  const lines = claims.flatMap((claim) => {
    const standing = standingOf(claim.document);
    if (standing === 'met') return [];
    const { place, document } = claim;
    const properties = {
      ...(place === null ? {} : { file: place.file, line: `${place.line}` }),
      title: `${document.id}: ${verdictWords(document)}`,
    };
    const words = Object.entries(properties).map(([name, value]) => `${name}=${inProperty(value)}`);
    const level = standing === 'open' ? 'warning' : 'error';
    return [`::${level} ${words.join(',')}::${inMessage(missLines(claim).join('\n'))}\n`];
  });
  return lines.join('');
}

/** Counterexamples in a summary, at most: GitHub cuts a summary at 1 MiB. */
const mostTraces = 10;

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').replaceAll('<', '&lt;');
}

function row({ id, instance, states, seconds, ...document }: ClaimDocument): string {
  const words = verdictWords({ id, instance, states, seconds, ...document });
  return `| \`${cell(id)}\` | ${cell(words)} | ${cell(instance)} | ${number(states)} | ${duration(seconds)} |`;
}

/** The summary of a job: what is not as expected first, with its counterexamples. */
export function githubSummary(claims: readonly PlacedClaim[], command: string): string {
  const amiss = claims.filter(({ document }) => standingOf(document) !== 'met');
  const titles = [...new Set(claims.map(({ title }) => title))];
  const head = '| Claim | Verdict | Instance | States | Time |\n|---|---|---|---:|---:|';
  const verdict =
    amiss.length === 0
      ? `${plural(claims.length, 'claim')}, all as expected.`
      : `**${amiss.length} of ${plural(claims.length, 'claim')} not as expected.**`;
  const stories = amiss.flatMap(({ story }) => (story === null ? [] : [story]));
  const shown = stories.slice(0, mostTraces);
  const theorems = titles.map((title) => {
    const own = claims.filter((claim) => claim.title === title);
    const met = own.filter(({ document }) => document.met).length;
    const rows = own.map(({ document }) => row(document)).join('\n');
    return `<details><summary>${cell(title)}: ${met} of ${plural(own.length, 'claim')} as expected</summary>\n\n${head}\n${rows}\n\n</details>\n`;
  });
  return [
    '# Plumbline',
    '',
    verdict,
    '',
    ...(amiss.length === 0 ? [] : [head, ...amiss.map(({ document }) => row(document)), '']),
    ...shown.map(traceMarkdown),
    ...(stories.length > shown.length
      ? [`${stories.length - shown.length} more counterexamples are in the log.`, '']
      : []),
    ...theorems,
    `\`${command.replaceAll('`', '')}\``,
    '',
  ].join('\n');
}
