/** `npm run readme`: writes the block on Theorem 2.1.2 into the README, the conformance document, and the command reference. */

import { readFileSync, writeFileSync } from 'node:fs';
import { theorem } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { matrixOf } from '../../proofs/matrix.ts';
import { registry } from '../../proofs/registry.ts';
import { commandReference } from '../cli/command-reference.ts';
import { conformanceDocument } from './conformance-document.ts';
import { theoremBlock, withBlock } from './theorem-block.ts';

writeFileSync('README.md', withBlock(readFileSync('README.md', 'utf8'), theoremBlock(theorem)));
writeFileSync(
  'spec/conformance.md',
  conformanceDocument(registry.items, registry.theorems, matrixOf(registry.theorems)),
);
writeFileSync('spec/commands.md', commandReference());
