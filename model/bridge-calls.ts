/** Where the events of a bridge take place: which contract of which chain is called, which chain has a new block. */

import type { Calls } from '../checker/language/calls.ts';
import type { Forge, Mint } from './bridge-events.ts';

const verifierOf = (statement: 'lock' | 'timeout' | 'burn') =>
  ({ contract: 'verifier', chain: statement === 'lock' ? 'target' : 'source' }) as const;

/** A statement about the source is verified on the target, and the other way round. */
export const bridgeCalls: Calls = {
  LOCK: { contract: 'escrow', chain: 'source' },
  REFUND: { contract: 'escrow', chain: 'source' },
  RELEASE: { contract: 'escrow', chain: 'source' },
  MINT: ({ chain }: Mint) => ({ contract: 'minter', chain }),
  BURN: { contract: 'minter', chain: 'target' },
  ATTEST_LOCK: verifierOf('lock'),
  ATTEST_TIMEOUT: verifierOf('timeout'),
  ATTEST_BURN: verifierOf('burn'),
  FORGE: ({ statement }: Forge) => verifierOf(statement),
  FALSE_CLAIM: ({ statement }: Pick<Forge, 'statement'>) => verifierOf(statement),
  DISPUTE: ({ statement }: Pick<Forge, 'statement'>) => verifierOf(statement),
  SEIZE: { contract: 'verifier', chain: 'target' },
  SOURCE_BLOCK: { block: 'source' },
  TARGET_BLOCK: { block: 'target' },
  REORG: { apart: 'the newest blocks of the source are replaced by others, without what they contained' },
  SPLIT: { apart: 'the target chain splits in two, contracts and all' },
  FREEZE: { apart: 'the light client is shown two branches, and accepts nothing from then on' },
  THAW: { apart: 'those who govern the light client set it going again' },
};
