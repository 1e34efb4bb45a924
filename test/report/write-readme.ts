/** `npm run readme`: writes the block on Theorem 2.1.2 into the README, and the conformance document. */

import { readFileSync, writeFileSync } from 'node:fs';
import { theorem } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { matrixOf } from '../../proofs/matrix.ts';
import { registry } from '../../proofs/registry.ts';
import { conformanceDocument } from './conformance-document.ts';
import { theoremBlock, withBlock } from './theorem-block.ts';

writeFileSync('README.md', withBlock(readFileSync('README.md', 'utf8'), theoremBlock(theorem)));
writeFileSync(
  'spec/conformance.md',
  conformanceDocument(registry.items, registry.theorems, matrixOf(registry.theorems)),
);
