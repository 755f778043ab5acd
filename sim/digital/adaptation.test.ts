import { expect, it } from 'vitest';
import { linkAdaptation } from './adaptation.ts';
import { PACKET, packetFormats } from './pairs.ts';
import { capacityBits } from './transmit.ts';

const USES = 512;
const packetFor = linkAdaptation(packetFormats(PACKET));
const capacityAt = (snrDb: number, layers = 1) => packetFor(USES, snrDb, layers)?.packet.capacity ?? 0;

it('chooses more bits at a higher SNR, and never more than capacity', () => {
  const capacities = [-10, 2, 7, 12, 17, 22, 27].map(snrDb => capacityAt(snrDb));
  expect(capacities).toEqual(capacities.toSorted((a, b) => a - b));
  expect(new Set(capacities).size).toBe(capacities.length);
  for (const snrDb of [2, 7, 12, 17]) {
    const bits = 8 * capacityAt(snrDb);
    expect(bits).toBeLessThan(capacityBits(USES, snrDb));
    // The steps between pairs, the distance of the codes from capacity, and five bytes for the check.
    expect(bits).toBeGreaterThan(0.4 * capacityBits(USES, snrDb));
  }
});

it('has nothing for a user that no code can help', () => {
  expect(packetFor(USES, -10, 1)).toBeUndefined();
});

it('is more careful where a failure takes others with it, and chooses the same again', () => {
  for (let snrDb = 0; snrDb <= 12; snrDb += 2)
    expect(capacityAt(snrDb, 4)).toBeLessThanOrEqual(capacityAt(snrDb));
  const again = linkAdaptation(packetFormats(PACKET));
  expect(again(USES, 7, 1)?.setting).toBe(packetFor(USES, 7, 1)?.setting);
});
