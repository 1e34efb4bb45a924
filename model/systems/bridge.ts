/**
 * The cross-layer bridge as two systems that differ in the verifier: a light client, or a committee of key holders.
 *
 * The adversary plays relayers, block builders, thieves of keys and, where it helps her, the user. Relaying is permissionless and
 * nobody has to do it, so a crashed relayer adds nothing to what she can do to safety. Replaying a message and depositing nothing need
 * no power: they are entries of the menus that a rule forbids.
 */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import {
  type Configuration,
  component,
  defineSystem,
  type EventMenu,
  event,
  instances,
  type Parameter,
  type Power,
  type Rule,
  type Side,
  type System,
} from '../../checker/language/system.ts';
import { bridgeEscrow, type EscrowState, type EscrowTerms, mostConfirmations } from '../6.1.1-cross-layer-bridge.ts';
import { bridgeCommittee, type CommitteeState } from '../bridge-committee.ts';
import type {
  AttestLock,
  AttestTimeout,
  Carrier,
  Forge,
  Lock,
  Mint,
  MintEvidence,
  OfTransfer,
  Refund,
  Reorg,
} from '../bridge-events.ts';
import { bridgeLightClient, type LightClientState } from '../bridge-light-client.ts';
import { bridgeTarget, type TargetState } from '../bridge-target.ts';
