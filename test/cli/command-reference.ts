/** The command reference: every command with its arguments, options and examples, from the program itself. */

import type { Command } from 'commander';
import { examples, givenFiles } from '../../checker/cli/examples.ts';
import { program } from '../../checker/cli/program.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '\\<');
}

function optionLines({ options }: Command): readonly string[] {
  const rows = options
    .filter(({ long }) => long !== '--version')
    .map(({ flags, description, argChoices }) => {
      const choices = argChoices === undefined ? '' : ` (${argChoices.join(', ')})`;
      return `| \`${flags.replaceAll('|', '\\|')}\` | ${cell(description)}${choices} |`;
    });
  return rows.length === 0 ? [] : ['| Option | Meaning |', '|---|---|', ...rows, ''];
}

function commandLines(command: Command): readonly string[] {
  const own = examples[command.name()] ?? [];
  const width = Math.max(...own.map(({ line }) => line.length));
  const lines = own.map(
    ({ line, says, exit = 0 }) => `${line.padEnd(width)}  # ${exit === 0 ? '' : `exit ${exit}: `}${says}`,
  );
  return [
    `## ${command.name()}`,
    '',
    `\`plumbline ${command.name()} ${command.usage()}\`: ${cell(command.description())}.`,
    '',
    ...optionLines(command),
    '```sh',
    ...lines,
    '```',
    '',
  ];
}

export function commandReference(): string {
  const { commands } = program(() => {});
  return [
    '# Commands',
    '',
    'Written by `npm run readme` from the command line itself. Every example is run by a test, in this order and in one folder, and ends with the',
    'exit code that stands beside it, or 0. `plumbline COMMAND --help` says the same.',
    '',
    ...commands.map((command) => `- [${command.name()}](#${command.name()}): ${cell(command.summary())}`),
    '',
    ...commands.flatMap(commandLines),
    ...Object.entries(givenFiles).flatMap(([name, text]) => [
      `\`${name}\` of the examples:`,
      '',
      '```md',
      text.trimEnd(),
      '```',
      '',
    ]),
  ].join('\n');
}
