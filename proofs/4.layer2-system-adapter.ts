/**
 * The Layer 2 system of section 4, with a token on two layers in it, as the events of the bridge's machines move it.
 *
 * What is played here is what the system leaves to others: the user who deposits and burns, relayers with headers and evidence, blocks. Evidence of
 * the right kind is what a relayer recorded when the statement was attested; without that there is none to hand in. Forged evidence
 * is an opening under the root zero, under the root of a chain that was made up, or under a followed root with another leaf in it. Before
 * the first step of each kind the operator, whose the transition function is, tries another result with the same proof: it must not take
 * effect.
 */

import type { Implementation, Taken } from '../checker/language/conformance.ts';
import type { MachineEvent } from '../checker/language/machine.ts';
import type { PlainData } from '../checker/language/plain-data.ts';
import type { Configuration } from '../checker/language/system.ts';
import type {
  AttestBurnEvent,
  AttestLockEvent,
  AttestTimeoutEvent,
  BurnEvent,
  Evidence as Kind,
  LockEvent,
  MintEvent,
  RefundEvent,
  ReleaseEvent,
  SourceBlockEvent,
  Statement,
  TargetBlockEvent,
} from '../model/bridge-events.ts';
import { commitToSlots, type Evidence, type Slot, type Transfer } from '../model/reference/cross-layer.ts';
import { Layer2System } from '../model/reference/layer2-system.ts';
import type { Result } from '../model/reference/result.ts';
import { bip340, type Domain, remembering, type SignatureScheme, signerOf } from '../model/reference/signatures.ts';
import {
  type TokenDefinition,
  type TokenSystem,
  type TokenTerms,
  tokenDefinition,
} from '../model/reference/token-bridge.ts';
import * as escrow from '../model/reference/token-escrow.ts';
import * as token from '../model/reference/wrapped-token.ts';
import type { BridgeView } from '../model/systems/bridge-chains.ts';

type BridgeEvent =
  | LockEvent
  | SourceBlockEvent
  | TargetBlockEvent
  | AttestLockEvent
  | AttestTimeoutEvent
  | AttestBurnEvent
  | MintEvent
  | RefundEvent
  | BurnEvent
  | ReleaseEvent;

/** What a test replaces to see the replay notice. */
export interface Parts {
  readonly System: new (definition: TokenDefinition) => TokenSystem;
  readonly definition: (terms: TokenTerms, scheme: SignatureScheme) => TokenDefinition;
}

export const parts: Parts = { System: Layer2System, definition: tokenDefinition };

/** Each signature is made and verified once for real; a replay asks for the same few a thousand times. */
const scheme: SignatureScheme = remembering(bip340);

const domain: Domain = { chainId: 1n, contract: '33'.repeat(32) };
const user = signerOf(new Uint8Array(32).fill(0xa), scheme);
const amount = 2n ** 60n;

function taken(result: Result<unknown, string>): Taken {
  return result.ok ? true : { refuses: result.error.message };
}

export class Layer2Adapter implements Implementation {
  readonly #parameters: Readonly<Record<string, number>>;
  readonly #system: TokenSystem;
  /** Whether the operator tries another result than the transition function's. */
  #cheats = false;
  readonly #untried: Set<string> = new Set(['block', 'follow', 'mint', 'burn']);
  /** What relayers recorded, by transfer and statement. */
  readonly #attested: Map<string, Evidence> = new Map();

  constructor({ parameters }: Configuration, { System, definition }: Parts = parts) {
    this.#parameters = parameters;
    const terms: TokenTerms = {
      domain,
      capacity: parameters.transfers as number,
      confirmations: BigInt(parameters.kc as number),
    };
    const honest = definition(terms, scheme);
    this.#system = new System({
      ...honest,
      transitionFunction: (pre, transaction) => {
        const next = honest.transitionFunction(pre, transaction);
        if (!next.ok || !this.#cheats) return next;
        const state = { ...next.value.state, height: next.value.state.height + 1n };
        return { ok: true, value: { ...next.value, state } };
      },
    });
  }

  take(event: MachineEvent): Taken {
    const move = event as BridgeEvent;
    switch (move.type) {
      case 'LOCK':
        return this.#lock(move);
      case 'SOURCE_BLOCK':
        this.#system.followL1(escrow.passBlock(this.#system.l1));
        return true;
      case 'TARGET_BLOCK':
        return this.#process({ kind: 'block' });
      case 'ATTEST_LOCK':
        return this.#attestLock(move);
      case 'ATTEST_TIMEOUT':
        return this.#relay(move.transfer, 'timeout');
      case 'ATTEST_BURN':
        return this.#relay(move.transfer, 'burn');
      case 'MINT':
        return this.#mint(move);
      case 'BURN': {
        const signature = user.sign(token.burnDigest(domain, move.transfer));
        return this.#process({ kind: 'burn', id: move.transfer, signature });
      }
      case 'REFUND':
        return this.#withdraw('refund', move.transfer, move.evidence === 'own-clock' ? 'none' : move.evidence);
      case 'RELEASE':
        return this.#withdraw('release', move.transfer, move.evidence);
      default:
        return move satisfies never;
    }
  }

  observe(): PlainData {
    const { l1, l2 } = this.#system;
    const { kc, timeout } = this.#parameters as { readonly kc: number; readonly timeout: number };
    return l1.slots.map(({ status, since, transfer }, id) => {
      const { status: onL2 } = l2.slots[id] as Slot<token.TokenStatus>;
      const isLocked = transfer !== 'none';
      const left = isLocked ? Number(transfer.deadline - l2.height) : timeout;
      return {
        deposit: isLocked ? 'locked' : 'free',
        refund: status === 'refunded' ? 'paid' : 'none',
        release: status === 'released' ? 'paid' : 'none',
        confirmations: isLocked ? Math.min(Number(l1.height - since), kc + 1) : 0,
        left: Math.max(0, left),
        minted: Number(onL2 !== 'none'),
        burned: Number(onL2 === 'burned'),
        proven: (['lock', 'timeout', 'burn'] as const).filter((one) => this.#attested.has(`${id} ${one}`)),
      };
    });
  }

  #lock({ transfer: id, pays }: LockEvent): Taken {
    const deadline = this.#system.l2.height + BigInt(this.#parameters.timeout as number);
    const transfer: Transfer = { id, amount, recipient: user.address, deadline };
    return taken(this.#system.deposit({ transfer, brings: pays === 'tokens' ? amount : 0n }));
  }

  /** A step of L2; the first of its kind that can be taken is tried with another result before. */
  #process(transaction: token.TokenTransaction): Taken {
    if (this.#untried.has(transaction.kind)) {
      this.#cheats = true;
      const cheated = this.#system.processTransaction(transaction);
      this.#cheats = false;
      if (cheated.ok) throw new Error('a result takes effect that its proof does not show');
      if (cheated.error.code === 'invalid-proof') this.#untried.delete(transaction.kind);
    }
    return taken(this.#system.processTransaction(transaction));
  }

  /** Shows as many headers as the event says, which may be fewer than there are. */
  #attestLock({ transfer: id, confirmations }: AttestLockEvent): Taken {
    const { l1 } = this.#system;
    const { since } = l1.slots[id] as Slot<escrow.LockStatus>;
    const header = { ...escrow.headerOf(l1), height: since + BigInt(confirmations) };
    const opening = escrow.showSlot(l1, id);
    const followed = this.#process({ kind: 'follow', id, header, opening });
    if (followed === true) this.#attested.set(`${id} lock`, { root: header.root, opening });
    return followed;
  }

  #relay(id: number, statement: Statement): Taken {
    const { l2 } = this.#system;
    const [header, opening] = [token.headerOf(l2), token.showSlot(l2, id)];
    const isBurned = l2.slots[id]?.status === 'burned';
    if (isBurned !== (statement === 'burn')) return { refuses: 'the statement is not true' };
    const relayed = this.#system.relay({ id, header, opening });
    if (relayed.ok) this.#attested.set(`${id} ${statement}`, { root: header.root, opening });
    return taken(relayed);
  }

  #mint({ transfer: id, evidence }: MintEvent): Taken {
    const locked = this.#system.l1.slots[id]?.transfer ?? 'none';
    const deadline = this.#system.l2.height + 1n;
    // Where nothing was locked there is only what a forger says.
    const transfer = locked === 'none' ? { id, amount, recipient: user.address, deadline } : locked;
    const since = this.#system.l1.slots[id]?.since === 0n ? 1n : 0n;
    const slot = { status: 'locked', since, transfer } as const;
    const handed = this.#evidence(`${id} lock`, evidence, id, commitToSlots(escrow.lockStatuses, this.#filled(slot)));
    return this.#process({ kind: 'mint', transfer, ...(handed === undefined ? {} : { evidence: handed }) });
  }

  #withdraw(kind: 'refund' | 'release', id: number, evidence: Kind | 'none'): Taken {
    const transfer = this.#system.l1.slots[id]?.transfer ?? 'none';
    const status = kind === 'refund' ? 'none' : 'burned';
    const since = this.#system.l2.slots[id]?.since === 0n ? 1n : 0n;
    const slot = { status, since, transfer: kind === 'refund' ? 'none' : transfer } as const;
    const chain = commitToSlots(token.tokenStatuses, this.#filled<token.TokenStatus>(slot));
    const handed = this.#evidence(`${id} ${kind === 'refund' ? 'timeout' : 'burn'}`, evidence, id, chain);
    return taken(this.#system.withdraw({ kind, id, ...(handed === undefined ? {} : { evidence: handed }) }));
  }

  /** The slots of a chain that nobody follows: all the same, and one more than there are. */
  #filled<Status extends string>(slot: Slot<Status>): readonly Slot<Status>[] {
    return [slot, ...this.#system.l1.slots.map(() => slot)];
  }

  /** Evidence of a kind; `made` is a chain on which it would be so. */
  #evidence(
    name: string,
    kind: Kind | 'none',
    id: number,
    made: ReturnType<typeof commitToSlots>,
  ): Evidence | undefined {
    const opening = made.open(id);
    switch (kind) {
      case 'trusted-root':
        return this.#attested.get(name);
      case 'invented-root':
        return { root: made.root, opening };
      case 'zero-root':
        return { root: '00'.repeat(32), opening };
      case 'altered-proof': {
        const [known] = [...this.#attested.values()];
        return known === undefined
          ? undefined
          : { root: known.root, opening: { ...known.opening, ...{ leaf: opening.leaf, index: id } } };
      }
      default:
        return undefined;
    }
  }
}

/** What the adapter must show in a state of the machines. */
export function observed({ escrow: escrows, target, verifier }: BridgeView): PlainData {
  return escrows.map(({ value, context }, id) => {
    const { deposit, refund, release } = value as { readonly [region: string]: string };
    const { left, minted, burned } = (target[id] as BridgeView['target'][number]).context;
    const { proven } = (verifier[id] as BridgeView['verifier'][number]).context as {
      readonly proven: Readonly<Record<Statement, boolean>>;
    };
    return {
      ...{ deposit: deposit as string, refund: refund as string, release: release as string },
      confirmations: context.confirmations,
      ...{ left, minted, burned },
      proven: (['lock', 'timeout', 'burn'] as const).filter((one) => proven[one]),
    };
  });
}
