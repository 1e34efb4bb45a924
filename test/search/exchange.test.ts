import { describe, expect, test } from 'vitest';
import { chunkWords, Exchange } from '../../checker/search/exchange.ts';

type Entry = readonly [from: number, chunk: number, partition: number, length: number];

describe('chunks on their way between threads', () => {
  test('arrive in order, whole, and come back once, with as many on their way as there can be', () => {
    const sender = new Exchange(2);
    const receiver = new Exchange(2, sender.shared);
    const spare = sender.spareChunks(4);
    // One more than the spare ones: a chunk is sent before another takes its place.
    const onTheirWay = [0, ...spare];
    for (let lap = 0; lap < 5; lap++) {
      const known = sender.turns(0)[1] as number;
      onTheirWay.forEach((chunk, i) => {
        sender.send(0, 1, chunk, i % 4, lap * 100 + i);
      });
      const came: Entry[] = [];
      while (receiver.receive(1, (...entry) => void came.push(entry)));
      expect(came).toEqual(onTheirWay.map((chunk, i) => [0, chunk, i % 4, lap * 100 + i]));
      const back: number[] = [];
      expect(sender.emptied(0, 1, known, (chunk) => void back.push(chunk))).toBe(known + onTheirWay.length);
      expect(back).toEqual(onTheirWay);
    }
    expect(receiver.receive(0, () => expect.unreachable())).toBe(false);
  });

  test('do not overlap', () => {
    const exchange = new Exchange(4);
    for (const partitions of [256, 1024]) {
      const last = Math.max(...exchange.spareChunks(partitions));
      const end = (thread: number): number => exchange.chunksOf(thread) + (last + 1) * chunkWords(partitions);
      for (let thread = 0; thread < 3; thread++) expect(end(thread)).toBeLessThanOrEqual(exchange.chunksOf(thread + 1));
      expect(end(3)).toBeLessThanOrEqual(exchange.words.length);
    }
  });
});
