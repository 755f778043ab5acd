import { beforeAll, describe, expect, it } from 'vitest';
import { type Image, image } from '../../kernels/image.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { type DigitalFile, digitalFile } from './file.ts';
import { ALL_PAIRS, type ModulationAndRate, packetFormats, pairName } from './pairs.ts';
import { exchange, exchangeAtCapacity } from './transmit.ts';

const SIDE = 48;
const CBR = 1 / 2;
const formats = packetFormats({
  blockLength: 'best',
  decoder: { algorithm: 'min-sum', iterations: 20 },
  demapper: 'exact',
  failureDetection: 'crc-32',
});
const fallback = image(SIDE, SIDE, new Float32Array(3 * SIDE * SIDE).fill(0.5));
const pairNamed = (name: string) => ALL_PAIRS.find(pair => pairName(pair) === name)!;

let pictures: Image[];
let file: DigitalFile;
beforeAll(async () => {
  const source = deadLeaves({ width: SIDE, height: SIDE, count: 4, seed: 5 });
  pictures = await Promise.all([0, 1, 2, 3].map(i => source.read(i)));
  file = digitalFile(pictures.slice(0, 1), 'webp', fallback);
});

const linkOf = (one: DigitalFile, snrDb: number, trial = 0) => ({
  uses: one.uses(CBR),
  snrDb,
  fallback: one.fallback,
  streamName: ['file', snrDb, trial],
});

async function failures(one: DigitalFile, pair: ModulationAndRate, snrDb: number): Promise<number> {
  let count = 0;
  for (let trial = 0; trial < 4; trial++) {
    const link = linkOf(one, snrDb, trial);
    if ((await exchange(one.coder('counted'), formats(link.uses, pair), link)).failed) count++;
  }
  return count;
}

describe('pairs', () => {
  it('are every modulation with every code rate', () => {
    expect(ALL_PAIRS.map(pairName)).toHaveLength(20);
    expect(new Set(ALL_PAIRS.map(pairName)).size).toBe(20);
  });

  it.each([
    ['qpsk 1/2', 0, 6],
    ['64-qam 2/3', 12, 18],
  ])('%s has its cliff between %d and %d dB', async (name, below, above) => {
    expect(await failures(file, pairNamed(name), below)).toBe(4);
    expect(await failures(file, pairNamed(name), above)).toBe(0);
  });

  it('are made once for the same channel uses', () => {
    expect(formats(3456, ALL_PAIRS[3])).toBe(formats(3456, ALL_PAIRS[3]));
    expect(formats(3456, ALL_PAIRS[3])).not.toBe(formats(3456, ALL_PAIRS[4]));
    expect(formats(3456, ALL_PAIRS[3])).not.toBe(formats(1728, ALL_PAIRS[3]));
    expect(formats(20, ALL_PAIRS[0])).toBeUndefined();
  });
});

describe('digitalFile', () => {
  it('has the channel uses of all its pictures, and shares the header', async () => {
    const [single, mosaic] = [pictures.slice(0, 1), pictures].map(own => digitalFile(own, 'avif', fallback));
    expect([single.uses(1 / 12), mosaic.uses(1 / 12)]).toEqual([576, 4 * 576]);
    // 249 bytes for each picture: less than the boxes of an AVIF file.
    const sent = [single, mosaic].map(one =>
      exchangeAtCapacity(one.coder('counted'), { ...linkOf(one, 10), uses: one.uses(1 / 12) }),
    );
    expect((await Promise.all(sent)).map(({ failed }) => failed)).toEqual(['budget', false]);
    expect(mosaic.scores((await sent[1]).picture)).toHaveLength(4);
  });

  it('fails as a whole and shows the fallback in every place', async () => {
    const mosaic = digitalFile(pictures.slice(0, 2), 'webp', fallback);
    const link = linkOf(mosaic, -5);
    const { failed, picture } = await exchange(
      mosaic.coder('counted'),
      formats(link.uses, pairNamed('16-qam 3/4')),
      link,
    );
    expect(failed).toBe('channel');
    expect([0, 1].map(index => mosaic.part(picture, index))).toEqual([fallback, fallback]);
    const [first, second] = mosaic.scores(picture);
    expect(first.squaredError).not.toBe(second.squaredError);
  });

  it('measures what it received once', () => {
    expect(file.scores(pictures[1])).toBe(file.scores(pictures[1]));
    expect(file.scores(pictures[2])).not.toEqual(file.scores(pictures[1]));
  });
});
