/** `npm run readme`: writes the block on Theorem 2.1.2 into the README. */

import { readFileSync, writeFileSync } from 'node:fs';
import { theorem } from '../../proofs/2.1.2-optimistic-rollup-safety.ts';
import { theoremBlock, withBlock } from './theorem-block.ts';

writeFileSync('README.md', withBlock(readFileSync('README.md', 'utf8'), theoremBlock(theorem)));
