/** Mistakes that commander finds, as problems of this tool's table. */

import type { Command, CommanderError } from 'commander';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';

/** Words that commander's message quotes: the option or argument at fault. */
function quotedWord(message: string): string {
  return /'([^']*)'/.exec(message)?.[1] ?? message.replace(/^error: /, '');
}

/** True for what is no mistake: help and version were printed. */
export function isAnswered({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version' || code === 'commander.help';
}

export function usageProblem(error: CommanderError, root: Command, argv: readonly string[]): Problem {
  const word = quotedWord(error.message);
  const command = root.commands.find((one) => one.name() === argv.find((arg) => !arg.startsWith('-')));
  const place = command === undefined ? 'plumbline' : `plumbline ${command.name()}`;
  const options = [...root.options, ...(command?.options ?? [])].flatMap(({ long }) => long ?? []).concat('--help');
  switch (error.code) {
    case 'commander.unknownCommand': {
      const names = root.commands.map((one) => one.name());
      return new Problem('PL-202', {
        place,
        expected: `one of ${names.join(', ')}`,
        found: word,
        ...didYouMean(word, names),
      });
    }
    case 'commander.unknownOption': {
      const [name = word] = word.split('=');
      return new Problem('PL-202', {
        place,
        expected: 'a known option',
        found: word,
        ...(didYouMean(name, options) ?? { hint: `${place} --help` }),
      });
    }
    case 'commander.missingArgument':
      return new Problem('PL-202', {
        place,
        expected: command?.usage() ?? 'an argument',
        found: `no ${word}`,
        hint: `${place} --help`,
      });
    case 'commander.excessArguments':
      return new Problem('PL-202', {
        place,
        expected: command?.usage() ?? 'fewer arguments',
        found: 'too many arguments',
        hint: `${place} --help`,
      });
    default:
      return new Problem('PL-202', { place, found: error.message.replace(/^error: /, ''), hint: `${place} --help` });
  }
}
