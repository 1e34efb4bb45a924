/** The cross-layer bridge as two systems that differ in the verifier: a light client, or a committee of key holders. */

import { noPayload, oneOf, payloads, range } from '../../checker/language/menu.ts';
import { defineSystem, event, instances, type System } from '../../checker/language/system.ts';
import { bridgeCalls } from '../bridge-calls.ts';
import { bridgeCommittee } from '../bridge-committee.ts';
import type { Carrier, Forge, Seize } from '../bridge-events.ts';
import { bridgeLightClient } from '../bridge-light-client.ts';
import {
  type BridgeView,
  chains,
  menus,
  type ParameterName,
  type PowerName,
  parameters,
  parties,
  powers,
  type RuleName,
  rules,
} from './bridge-chains.ts';

export const lightClientBridge: System<BridgeView> = defineSystem<
  BridgeView,
  ParameterName,
  PowerName | 'unsoundProof' | 'freeze',
  RuleName | 'nonZeroRoot' | 'trustedRootOnly' | 'proofBindsMessage' | 'thaws'
>({
  name: 'bridge-light-client',
  says: 'A lock-and-mint, burn-and-release bridge with refunds between two chains that follow each other by light clients.',
  parameters,
  powers: {
    ...powers,
    unsoundProof: { kind: 'toggle', says: 'headers, or the validity proof that stands for them, can be made up' },
    freeze: { kind: 'toggle', says: 'she shows the clients two branches of a chain, once, and they freeze' },
  },
  rules: {
    ...rules,
    nonZeroRoot: { says: 'the root zero, where unproven messages lead, is not trusted' },
    trustedRootOnly: { says: 'a proof counts only against a root that the client has verified' },
    proofBindsMessage: { says: 'a proof is of the very message: the hash ignores none of its fields' },
    thaws: { says: 'a frozen client is governed by somebody who thaws it' },
  },
  parties,
  calls: bridgeCalls,
  compose: (chosen) => {
    const { nonZeroRoot, trustedRootOnly, proofBindsMessage, thaws, refundChecksDeadline } = chosen.rules;
    const { unsoundProof, freeze } = chosen.powers;
    return {
      components: {
        ...chains(chosen),
        verifier: instances(bridgeLightClient, chosen.parameters.transfers, 'transfer', {
          watch: ['FREEZE', 'THAW'],
          input: () => ({
            confirmations: chosen.parameters.kc,
            rules: { nonZeroRoot, trustedRootOnly, proofBindsMessage, thaws, refundChecksDeadline },
          }),
        }),
      },
      events: {
        ...menus(chosen, {
          carriers: oneOf<Carrier>('headers'),
          owner: 'relayer',
          sound: 'trusted-root',
          forged: ['zero-root', 'invented-root', 'altered-proof'],
          unsound: unsoundProof === true ? ['unsound-proof'] : [],
        }),
        FREEZE: event('thief', freeze === true ? noPayload : []),
        THAW: event('governors', freeze === true ? noPayload : []),
      },
    };
  },
});

export const committeeBridge: System<BridgeView> = defineSystem<
  BridgeView,
  ParameterName | 'n' | 'k' | 'keysEach',
  PowerName | 'keys' | 'seize',
  RuleName | 'attestedByTokens' | 'confinedCalls' | 'initialisedOnce'
>({
  name: 'bridge-committee',
  says: 'A lock-and-mint, burn-and-release bridge with refunds between two chains whose messages a committee signs with k of its keys.',
  parameters: {
    ...parameters,
    n: { says: 'operators of the committee', default: 3, least: 1, greatest: 9 },
    k: { says: 'keys that must sign', default: 2, least: 1, greatest: 9 },
    keysEach: { says: 'keys that one operator holds', default: 1, least: 1, greatest: 9 },
  },
  powers: {
    ...powers,
    keys: { kind: 'budget', greatest: 9, says: 'operators whose keys she has stolen, all of each' },
    seize: {
      kind: 'toggle',
      says: 'she tries to make the keys her own, by a message or by initialising the contract again',
    },
  },
  rules: {
    ...rules,
    attestedByTokens: { says: 'whether a message is attested is counted from signatures' },
    confinedCalls: { says: 'the call of a message reaches nothing but the tokens' },
    initialisedOnce: { says: 'the contract that keeps the keys is initialised once' },
  },
  parties,
  calls: bridgeCalls,
  compose: (chosen) => {
    const { transfers, kc, n, k, keysEach } = chosen.parameters;
    const { attestedByTokens, confinedCalls, initialisedOnce, refundChecksDeadline } = chosen.rules;
    const stolen = Math.min(Number(chosen.powers.keys), n);
    return {
      components: {
        ...chains(chosen),
        verifier: instances(bridgeCommittee, transfers, 'transfer', {
          watch: ['SEIZE'],
          input: (transfer) => ({
            threshold: k,
            keysEach,
            stolen,
            confirmations: kc,
            transfer,
            rules: { attestedByTokens, confinedCalls, initialisedOnce, refundChecksDeadline },
          }),
        }),
      },
      events: {
        ...menus(chosen, {
          carriers: range(stolen, n - 1),
          owner: 'operators',
          sound: 'signatures',
          forged: ['say-so'],
          unsound: [],
        }),
        SEIZE: event<Seize>(
          'thief',
          chosen.powers.seize === true
            ? payloads<Seize>({ transfer: range(0, transfers - 1), via: oneOf('message', 'initialiser') })
            : [],
        ),
        FORGE: event<Forge>(
          'thief',
          payloads<Forge>({
            transfer: range(0, transfers - 1),
            operator: range(0, stolen - 1),
            statement: oneOf('lock', 'timeout', 'burn'),
          }),
        ),
      },
    };
  },
});
