import { expect, test } from 'vitest';
import { survivors } from '../../proofs/survivors.ts';
import { bridgeSurvivors } from '../../proofs/survivors-bridges.ts';
import { channelSurvivors } from '../../proofs/survivors-channels.ts';
import { familySurvivors } from '../../proofs/survivors-families.ts';
import { layerSurvivors } from '../../proofs/survivors-layers.ts';
import { zkSurvivors } from '../../proofs/survivors-zk.ts';

test('reasons for the changes of one machine stand in one place: a second would hide the first', () => {
  const parts = [bridgeSurvivors, channelSurvivors, familySurvivors, layerSurvivors, zkSurvivors];
  for (const part of parts)
    for (const [machine, reasons] of Object.entries(part))
      expect([machine, survivors[machine]]).toEqual([machine, reasons]);
});
