/** What every scheme of a cell must keep to. A new scheme joins by its row. */
import { describe, expect, it } from 'vitest';
import { sourceCoder } from '../../channels/digital/source/rate.ts';
import { userKey } from '../../kernels/permutation.ts';
import { deadLeaves } from '../../models/data/deadLeaves.ts';
import { linkAdaptation } from '../digital/adaptation.ts';
import { exchangeFiles } from '../digital/frame.ts';
import { PACKET, packetFormats } from '../digital/pairs.ts';
import { averagingCodec, smoothingDenoiser } from '../fixture.ts';
import { runCampaign } from './campaign.ts';
import { isDigital, type PointResult, type RunResult, SCHEME_NAMES, type SchemeName } from './results.ts';
import { parseScenario } from './scenario.ts';
import { exchangeFrame } from './schemes.ts';

const USES = 512;
const USERS = 4;

/** Whether users take turns. */
const TABLE: Readonly<Record<SchemeName, { readonly inTurns: boolean }>> = {
  omdma: { inTurns: false },
  'omdma-pic': { inTurns: false },
  'omdma-sic': { inTurns: false },
  superposed: { inTurns: false },
  gaussian: { inTurns: false },
  tdma: { inTurns: true },
  'noma-sic': { inTurns: false },
  digital: { inTurns: true },
};

const images = deadLeaves({ width: 32, height: 32, count: 40, seed: 7 });
const adaptation = linkAdaptation(packetFormats(PACKET));

/** Channel uses and power of every user in one frame. */
async function spent(scheme: SchemeName, power: 'perUser' | 'total') {
  const pictures = await Promise.all(Array.from({ length: USERS }, (_, i) => images.read(i)));
  const latents = await averagingCodec.encode(pictures);
  const frame = { power, snrDb: 25, frame: 0, streamName: [1, 'every', 25, 0] } as const;
  const gain = { re: 1, im: 0 };
  if (!isDigital(scheme)) {
    const senders = latents.map((latent, user) => ({ user, latent, gain, key: userKey(1, user) }));
    const receptions = exchangeFrame(senders, { ...frame, scheme, channels: 16 });
    return receptions.map(({ channelUses, link }) => ({ uses: channelUses, power: link.power }));
  }
  const coder = (i: number) => sourceCoder(pictures[i], { codec: 'jpeg', headers: 'free', downscale: 1 });
  const senders = pictures.map((_, user) => ({ user, gain, coder: coder(user) }));
  const settings = { direction: 'uplink', layerPowers: 'split', uses: USES, adaptation } as const;
  return exchangeFiles(senders, { ...frame, ...settings, scheme, fallback: pictures[0] });
}

function run(options: { batch?: number; seed?: number } = {}): Promise<RunResult> {
  const scenario = { name: 'every', power: 'perUser', users: [1, 3], snrDb: 18, trials: 2, denoiserSteps: 1 };
  const about = { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'semlink run every' };
  return runCampaign(parseScenario({ ...scenario, schemes: SCHEME_NAMES, digital: { codec: 'jpeg' } }), {
    ...{ seed: 1, codec: averagingCodec, denoiser: smoothingDenoiser, images, about },
    ...options,
  });
}

const first = await run();
const again = [await run({ batch: 1 }), await run({ batch: 5 })];
const other = await run({ seed: 2 });
const pointsOf = (result: RunResult, scheme: SchemeName) =>
  result.points.filter(({ point }) => point.scheme === scheme);

describe.each(SCHEME_NAMES)('%s', scheme => {
  const { inTurns } = TABLE[scheme];

  it.each(['perUser', 'total'] as const)(
    'takes all uses and all energy of a frame, power %s',
    async power => {
      const frame = await spent(scheme, power);
      expect(inTurns ? frame.reduce((sum, { uses }) => sum + uses, 0) : frame[0].uses).toBe(USES);
      const energy = frame.reduce((sum, user) => sum + user.uses * user.power, 0);
      expect(energy).toBeCloseTo((power === 'total' ? 1 : USERS) * USES, 6);
    },
  );

  it('has the same points for any batch size, and others for another seed', () => {
    for (const result of again) expect(pointsOf(result, scheme)).toEqual(pointsOf(first, scheme));
    expect(pointsOf(other, scheme)).not.toEqual(pointsOf(first, scheme));
  });

  it('counts the uses of its turn', () => {
    const [alone, among] = pointsOf(first, scheme);
    expect(alone.channelUses).toBe(USES);
    if (inTurns) expect(Math.abs(3 * among.channelUses - USES)).toBeLessThan(USES / 10);
    else expect(among.channelUses).toBe(USES);
  });

  it('is what all others of its kind are, where a user is alone', () => {
    const [alone] = pointsOf(first, scheme);
    if (isDigital(scheme)) {
      const [digital] = pointsOf(first, 'digital');
      expect(alone.files).toEqual(digital.files);
      expect(alone.psnrDb).toEqual(digital.psnrDb);
    } else {
      expect(alone.residual!.predictedVariance).toBeCloseTo(10 ** -1.8, 6);
      expect(variance(alone)).toBeLessThan(1.2);
      expect(variance(alone)).toBeGreaterThan(0.8);
    }
  });
});

it('pairs one user code against every other scheme, with and without denoiser', () => {
  const rivals = first.differences.filter(({ of, against }) => of.scheme !== against.scheme);
  const against = rivals.filter(({ of }) => of.users === 3).map(pair => pair.against);
  expect(against.map(({ scheme }) => scheme)).toEqual(SCHEME_NAMES.filter(name => name !== 'omdma'));
  for (const { scheme, denoiserSteps } of against) expect(denoiserSteps).toBe(isDigital(scheme) ? 0 : 1);
});

/** Measured over predicted. */
function variance({ residual }: PointResult): number {
  return residual!.variance.mean / residual!.predictedVariance;
}
