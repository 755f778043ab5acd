import { describe, expect, it } from 'vitest';
import { independentUsers, sentCorrelation } from '../../channels/beamforming/correlation.ts';
import { radiatedPower, receptions } from '../../channels/beamforming/reception.ts';
import { type ComplexMatrix, columnPowers, multiply } from '../../kernels/linear/matrix.ts';
import { drawDownlink } from './channel.ts';
import { type BeamReception, exchangeBeams } from './exchange.ts';
import { pairedLatents } from './fixture.ts';
import { likenessOf } from './likeness.ts';
import { type BeamPlan, planBeams } from './plan.ts';
import { BEAM_SCHEMES, type BeamScheme } from './results.ts';
import { parseBeamforming } from './scenario.ts';

const USERS = 6;
const NOISE_VAR = 0.1;
const SIDE = 24;
const ENTRIES = SIDE * SIDE * 16;
/** 99.9 % half-width of the mean of squares of independent normal entries, relative. */
const HALF_WIDTH = 3.29 * Math.sqrt(2 / ENTRIES);

const scenario = parseBeamforming({
  name: 'test',
  kind: 'beamforming',
  power: 'total',
  correlation: 0.7,
  users: USERS,
  channel: { kind: 'rayleigh' },
});
const latents = pairedLatents(USERS, SIDE, 0.7, 'exchange');
const likeness = likenessOf(latents, { ...scenario, channels: 16 });
const channel = drawDownlink(scenario.channel, { users: USERS, antennas: 4 }, ['exchange', 2]).matrix;
const settings = { power: 1, noiseVar: NOISE_VAR };

/** Beams that take no account of each other, on the air of mates who share a key. */
const overlapping = sharedPlan(planBeams('mrt', channel, likeness, settings));

function sharedPlan(plan: BeamPlan): BeamPlan {
  const sent = sentCorrelation(likeness.correlation, likeness.groups);
  const heard = receptions(multiply(channel, plan.precoder), sent, NOISE_VAR);
  return { ...plan, groups: likeness.groups, sent, receptions: heard };
}

function send(plan: BeamPlan, changes: { gaussian?: boolean; frame?: number } = {}): BeamReception[] {
  return exchangeBeams({
    ...{ latents, channel, plan, noiseVar: NOISE_VAR, channels: 16, seed: 3, frame: 0 },
    streamName: ['exchange'],
    ...changes,
  });
}

function planOf(scheme: BeamScheme): BeamPlan {
  return planBeams(scheme, channel, likeness, settings);
}

/** Mean of e² over 1/γ, e = y/b − z: what the estimate is wrong by over what the formula says. */
function ratioOf({ estimate, sent, predictedVariance }: BeamReception): number {
  let sum = 0;
  for (let i = 0; i < sent.values.length; i++)
    sum += (estimate.mean[i] / (1 - estimate.errorShare[i]) - sent.values[i]) ** 2;
  return sum / sent.values.length / predictedVariance;
}

/** Zero-forcing has no beams for more users than antennas. */
const schemes = BEAM_SCHEMES.filter(scheme => scheme !== 'zf');
const served = (all: readonly BeamReception[]) => all.filter(({ snr }) => snr > 0.01);

describe('exchangeBeams', () => {
  it('groups the pairs', () => {
    expect(likeness.groups).toEqual([0, 0, 1, 1, 2, 2]);
    expect(likeness.correlation.data[1]).toBeGreaterThan(0.65);
  });

  it.each(schemes)('leaves a residual of 1/γ by %s', scheme => {
    const received = send(planOf(scheme), { gaussian: scheme === 'gaussian' });
    const length = scheme === 'tdma' ? (ENTRIES * 2) / 16 : ENTRIES;
    const users = served(received);
    expect(users.length).toBeGreaterThan(2);
    for (const one of users) {
      expect(one.sent.values).toHaveLength(length);
      expect(one.channelUses).toBe(length / 2);
      expect(Math.abs(ratioOf(one) - 1)).toBeLessThan(3.29 * Math.sqrt(2 / length));
      expect(one.estimate.errorShare[0]).toBeCloseTo(1 / (1 + one.snr), 6);
    }
  });

  it('leaves 1/γ with any beams of mates who share a key, and would be caught if it took them for strangers', () => {
    const ratios = (plan: BeamPlan) => served(send(plan)).map(one => Math.abs(ratioOf(one) - 1));
    const gains = multiply(channel, overlapping.precoder);
    expect(Math.max(...ratios(overlapping))).toBeLessThan(HALF_WIDTH);
    const strangers = receptions(gains, independentUsers(USERS), NOISE_VAR);
    expect(Math.max(...ratios({ ...overlapping, receptions: strangers }))).toBeGreaterThan(5 * HALF_WIDTH);
    const ownKeys = { ...overlapping, groups: Array.from({ length: USERS }, (_, k) => k) };
    expect(Math.max(...ratios(ownKeys))).toBeGreaterThan(5 * HALF_WIDTH);
  });

  it('gives users of RZF more when alike mates share a key, and the same when mates are strangers', () => {
    const shares = (plan: BeamPlan) => plan.receptions.map(({ snr }) => 1 / (1 + snr));
    const mean = (plan: BeamPlan) => shares(plan).reduce((sum, share) => sum + share, 0) / USERS;
    expect(mean(planOf('rzf-shared'))).toBeLessThan(0.97 * mean(planOf('rzf')));
    const strangers = { ...likeness, correlation: independentUsers(USERS) };
    const alone = shares(planBeams('rzf-shared', channel, strangers, settings));
    alone.forEach((share, k) => {
      expect(share).toBeCloseTo(shares(planOf('rzf'))[k], 8);
    });
  });

  it('radiates P by every scheme', () => {
    for (const scheme of schemes) {
      const { precoder, sent, inTurns } = planOf(scheme);
      if (inTurns) for (const power of columnPowers(precoder)) expect(power).toBeCloseTo(1, 10);
      else expect(radiatedPower(precoder, sent)).toBeCloseTo(1, 10);
    }
    // Alike symbols add up on the air: the powers of the beams alone are not P.
    const beams = columnPowers(planOf('cooperative').precoder).reduce((a, b) => a + b);
    expect(Math.abs(beams - 1)).toBeGreaterThan(0.01);
  });

  it('gives users without mates their own keys, whatever their group is called', () => {
    const plan = planOf('wmmse');
    const renamed = { ...plan, groups: plan.groups.map(label => 5 - label) };
    expect(send(renamed).map(({ estimate }) => estimate)).toEqual(send(plan).map(({ estimate }) => estimate));
  });

  it('gives a user without a beam nothing, said with certainty', () => {
    const plan = planOf('wmmse');
    const silent = { ...plan.receptions[1], wanted: { re: 0, im: 0 }, snr: 0 };
    const [, one] = send({ ...plan, receptions: plan.receptions.with(1, silent) });
    expect(one.predictedVariance).toBe(Number.POSITIVE_INFINITY);
    expect(one.estimate.mean.every(value => value === 0)).toBe(true);
    expect(one.estimate.errorShare.every(share => share === 1)).toBe(true);
  });

  it('sends other frames in another order, and the same frame alike', () => {
    const plan = planOf('rzf');
    const [once, again, other] = [send(plan), send(plan), send(plan, { frame: 1 })];
    expect(again[0].estimate.mean).toEqual(once[0].estimate.mean);
    expect(other[0].estimate.mean).not.toEqual(once[0].estimate.mean);
  });

  it('gives a user who has the air alone its channel: γ = P‖h‖²/N0', () => {
    send(planOf('tdma')).forEach(({ snr }, k) => {
      expect(snr / (normOf(channel, k) / NOISE_VAR)).toBeCloseTo(1, 10);
    });
  });

  it('refuses turns for more users than channels', () => {
    expect(() =>
      exchangeBeams({
        ...{ latents, channel, plan: planOf('tdma'), noiseVar: NOISE_VAR, channels: 4, seed: 3, frame: 0 },
        streamName: ['exchange'],
      }),
    ).toThrow('tdma shares 4 latent channels among at most 4 users, got 6');
  });
});

function normOf({ re, im, cols }: ComplexMatrix, k: number): number {
  let sum = 0;
  for (let i = k * cols; i < (k + 1) * cols; i++) sum += re[i] ** 2 + im[i] ** 2;
  return sum;
}
