import { describe, expect, it } from 'vitest';
import { steeringVector } from '../../channels/arrays/linearArray.ts';
import { entryOf } from '../../kernels/linear/matrix.ts';
import { drawDownlink } from './channel.ts';
import { pairedLatents } from './fixture.ts';
import { likenessOf } from './likeness.ts';
import { groupPatterns } from './patterns.ts';
import { type BeamPlan, planBeams } from './plan.ts';
import type { BeamPatterns, BeamScheme } from './results.ts';
import { parseBeamforming } from './scenario.ts';

const scenario = parseBeamforming({ name: 'test', kind: 'beamforming', power: 'total', correlation: 0.5 });
const likeness = likenessOf(pairedLatents(4, 16, 0.8, 'patterns'), { ...scenario, channels: 16 });
const { matrix } = drawDownlink(scenario.channel, { users: 4, antennas: 6 }, ['patterns', 1]);
const plan = (scheme: BeamScheme) => planBeams(scheme, matrix, likeness, { power: 1, noiseVar: 0.3 });

/**
 * ∫ g d(sin θ)/2 by the trapezoidal rule over θ: what an array of half a wavelength radiates. a(θ)ᵀw is a trigonometric polynomial in
 * π sin θ, so the mean of |a(θ)ᵀw|² over sin θ is ‖w‖².
 */
function radiated({ anglesDeg, gains }: BeamPatterns): number {
  const step = Math.PI / (anglesDeg.length - 1);
  return gains.reduce(
    (total, gain) =>
      total +
      gain.reduce((sum, value, i) => sum + 0.5 * step * Math.cos((anglesDeg[i] * Math.PI) / 180) * value, 0),
    0,
  );
}

describe('groupPatterns', () => {
  it.each(['mrt', 'zf', 'rzf', 'wmmse', 'cooperative', 'tdma'] as const)(
    'hold all of the power of %s',
    scheme => {
      expect(radiated(groupPatterns(scheme, plan(scheme), likeness.groups))).toBeCloseTo(1, 3);
    },
  );

  it('add what mates share in amplitude, and would be caught adding powers', () => {
    const cooperative = plan('cooperative');
    const { gains, anglesDeg } = groupPatterns('cooperative', cooperative, likeness.groups);
    for (const i of [30, 100, 120, 200]) {
      expect(gains[0][i]).toBeCloseTo(towards(cooperative, anglesDeg[i], likeness.correlation.data[1]), 4);
    }
    const powers = anglesDeg.map(angle => towards(cooperative, angle, 0));
    expect(Math.max(...powers.map((power, i) => Math.abs(power - gains[0][i])))).toBeGreaterThan(0.05);
  });

  /** Power of users 0 and 1 towards an angle, written out. */
  function towards({ precoder }: BeamPlan, angleDeg: number, correlation: number): number {
    const toward = steeringVector({ antennas: 6 }, Math.sin((angleDeg * Math.PI) / 180));
    const [a, b] = [0, 1].map(user => {
      let [re, im] = [0, 0];
      for (let m = 0; m < 6; m++) {
        const w = entryOf(precoder, m, user);
        re += toward.re[m] * w.re - toward.im[m] * w.im;
        im += toward.re[m] * w.im + toward.im[m] * w.re;
      }
      return { re, im };
    });
    return a.re ** 2 + a.im ** 2 + b.re ** 2 + b.im ** 2 + 2 * correlation * (a.re * b.re + a.im * b.im);
  }
});

describe('drawDownlink', () => {
  const settings = scenario.channel;

  it('gives a user its channel whoever else is there, and its first antennas however many follow', () => {
    const few = drawDownlink(settings, { users: 2, antennas: 4 }, ['draw']);
    const many = drawDownlink(settings, { users: 5, antennas: 9 }, ['draw']);
    expect(many.anglesRad?.slice(0, 2)).toEqual(few.anglesRad);
    for (let k = 0; k < 2; k++)
      for (let m = 0; m < 4; m++) expect(entryOf(many.matrix, k, m)).toEqual(entryOf(few.matrix, k, m));
  });

  it('has E|h|² = 1 over plane waves and over rich scattering', () => {
    for (const kind of ['multipath', 'rayleigh'] as const) {
      const draws = 4000;
      let sum = 0;
      for (let i = 0; i < draws; i++) {
        const h = entryOf(drawDownlink({ ...settings, kind }, { users: 1, antennas: 1 }, [i]).matrix, 0, 0);
        sum += (h.re ** 2 + h.im ** 2) / draws;
      }
      // |h|² is exponential: its standard deviation is its mean.
      expect(Math.abs(sum - 1)).toBeLessThan(3.29 / Math.sqrt(draws));
    }
  });

  it('keeps users inside the sector', () => {
    const { anglesRad = [] } = drawDownlink({ ...settings, sectorDeg: 60 }, { users: 16, antennas: 1 }, [
      's',
    ]);
    expect(Math.max(...anglesRad.map(Math.abs))).toBeLessThan(Math.PI / 6);
    const { anglesRad: none } = drawDownlink({ ...settings, kind: 'rayleigh' }, { users: 2, antennas: 2 }, [
      's',
    ]);
    expect(none).toBeUndefined();
  });
});
