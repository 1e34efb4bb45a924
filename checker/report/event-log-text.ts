/** What the machines say of a log, in words. */

import type { Configuration } from '../language/system.ts';
import type { Disallowed, HeldLog } from '../trace/event-log.ts';
import { prose, type Sheet } from './sheet.ts';
import { traceTable } from './trace-text.ts';
import { eventWords, plural, settingWords } from './words.ts';

function reasonOf({ refusedBy }: Disallowed): string {
  return refusedBy.length === 0 ? 'on no menu: nobody can do that here' : `refused by ${refusedBy.join(', ')}`;
}

function remedyOf({ remedies }: Disallowed): string {
  if (remedies.length === 0) return 'allowed under no single change of a rule or a power';
  const words = remedies.map((change) =>
    change.powers === undefined ? settingWords(change) : `with ${settingWords(change)}`,
  );
  return `allowed ${words.join(', or ')}`;
}

/** The allowed events as a table, then the first that is not, why, and what would let it pass. */
export function eventLogText(
  page: Sheet,
  {
    system,
    configuration,
    total,
  }: { readonly system: string; readonly configuration: Configuration; readonly total: number },
  { trace, disallowed }: HeldLog,
): string {
  const { parameters, powers, rules } = configuration;
  const setting = settingWords({ parameters, powers, without: Object.keys(rules).filter((rule) => !rules[rule]) });
  const lines = [prose(page, `system ${system}${setting === '' ? '' : `: ${setting}`}`), ''];
  if (trace.steps.length > 0) lines.push(traceTable(page, trace, 2), '');
  if (disallowed === null) {
    lines.push(`${page.paint.green('✓')} ${plural(total, 'event')}, each allowed by the machines`);
  } else {
    const { place, event } = disallowed;
    lines.push(
      `${page.paint.red('✗')} event ${place} of ${total} is not allowed: ${eventWords(event, true)}`,
      prose(page, reasonOf(disallowed), 4),
      prose(page, remedyOf(disallowed), 4),
    );
  }
  return `${lines.join('\n')}\n`;
}
