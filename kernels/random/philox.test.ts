import { describe, expect, it } from 'vitest';
import { philox } from './philox.ts';
import { philoxBlocks } from './philoxBlocks.ts';

describe('philox', () => {
  // Known-answer vectors published with Random123 (Salmon et al. 2011), philox4x32 with 10 rounds.
  it.each([
    ['zeros', [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [
      'ones',
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      'digits of pi',
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('meets the known answer for %s', (_, counter, key, expected) => {
    const out = new Uint32Array(4);
    philox(Uint32Array.from(counter), Uint32Array.from(key), out);
    expect([...out]).toEqual(expected);
  });

  it('leaves counter and key alone', () => {
    const counter = Uint32Array.of(1, 2, 3, 4);
    const key = Uint32Array.of(5, 6);
    philox(counter, key, new Uint32Array(4));
    expect([...counter, ...key]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('philoxBlocks', () => {
  it('gives the blocks of philox', () => {
    const name = [0x13198a2e, 0x83707344];
    const key = Uint32Array.of(0xa4093822, 0x299f31d0);
    for (const first of [0, 5, 2 ** 31 - 2, 2 ** 32 - 64])
      for (const blocks of [64, 4]) {
        const made = new Uint32Array(4 * blocks);
        philoxBlocks(Uint32Array.of(first, 7, ...name), key, blocks, made);
        const out = new Uint32Array(4);
        for (let i = 0; i < blocks; i++) {
          philox(Uint32Array.of(first + i, 7, ...name), key, out);
          expect(made.slice(4 * i, 4 * i + 4)).toEqual(out);
        }
      }
  });
});
