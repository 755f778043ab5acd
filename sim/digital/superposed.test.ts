import { describe, expect, it } from 'vitest';
import { QPSK_HALF } from '../../channels/digital/fixture.ts';
import type { PacketSettings } from '../../channels/digital/packet.ts';
import { image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { psnr } from '../metrics/psnr.ts';
import { transmitSuperposed } from './superposed.ts';
import { transmitDigitally } from './transmit.ts';

const SIDE = 48;
const USES = 1944;
const source = deadLeaves({ width: SIDE, height: SIDE, count: 2, seed: 9 });
const pictures = await Promise.all([source.read(0), source.read(1)]);
const fallback = image(SIDE, SIDE);
const packet: PacketSettings = { ...QPSK_HALF, decoder: { algorithm: 'min-sum', iterations: 30 } };
const codec = { codec: 'webp', headers: 'counted', downscale: 1 } as const;
const link = { uses: USES, snrDb: 10, fallback, streamName: ['superposed'] };
const unit = { re: 1, im: 0 };
const users = (powers: readonly number[], packets = [packet, packet]) =>
  pictures.map((picture, k) => ({ picture, packet: packets[k], gain: unit, power: powers[k] }));

describe('transmitSuperposed', () => {
  it('brings two pictures through at once with powers 0.8 and 0.2, and neither with equal ones', async () => {
    const apart = await transmitSuperposed(users([0.8, 0.2]), codec, link);
    expect(apart.map(({ failed }) => failed)).toEqual([false, false]);
    apart.forEach(({ picture }, k) => {
      expect(psnr(pictures[k], picture)).toBeGreaterThan(20);
    });
    const equal = await transmitSuperposed(users([0.5, 0.5]), codec, link);
    expect(equal.map(({ failed }) => failed)).toEqual(['channel', 'channel']);
  });

  it('is the plain baseline for one user', async () => {
    const [alone] = await transmitSuperposed(users([1]).slice(0, 1), codec, link);
    expect(alone).toEqual(await transmitDigitally(pictures[0], { ...link, source: codec, packet }));
  });

  it('lets a user whose picture does not fit stay silent', async () => {
    const tiny = { ...packet, modulation: 'bpsk', blockLength: 648 } as const;
    const short = { ...link, uses: 400 };
    const receptions = await transmitSuperposed(users([0.8, 0.2], [tiny, tiny]), codec, short);
    expect(receptions).toEqual(
      [0, 1].map(() => ({ picture: fallback, failed: 'budget', uses: 400, bits: 0 })),
    );
  });
});
