import { describe, expect, it } from 'vitest';
import type { BeamformingResult } from '../../sim/beamforming/results.ts';
import { beamformingFixture } from './fixture.ts';
import { verdictSentences } from './verdict.ts';

const result = beamformingFixture({ sweep: { antennas: [4, 8] } });
const sentences = (changes: Partial<BeamformingResult> = {}) => verdictSentences({ ...result, ...changes });

/** The same result with another gain over WMMSE everywhere. */
function withGain(mean: number, margin: number): BeamformingResult {
  return {
    ...result,
    differences: result.differences.map(one =>
      one.against === 'wmmse'
        ? { ...one, psnrDb: { mean, low: mean - margin, high: mean + margin, count: 4 } }
        : one,
    ),
  };
}

describe('the verdict on cooperative beams', () => {
  it('gives likeness, gain, and where it comes from', () => {
    const found = sentences();
    expect(found[0]).toBe(
      'Latents correlate with R 0.83 [0.81, 0.85] between users of one object and 0.40 [0.38, 0.42] between users of different objects; the groups found are the objects in 95 % of the frames.',
    );
    expect(found[1]).toMatch(
      /^At 5 dB, 8 antennas, 8 users, denoiser of 1 step, cooperative beams have \+1\.40 dB \[1\.10, 1\.70\] of mean PSNR over WMMSE, a gain\. .* 80 % of the users are served instead of 60 %\.$/,
    );
    // Of 32 users every third has no beam by WMMSE, every sixth none by cooperative beams.
    expect(found[2]).toMatch(
      /only cooperative beams serve make \+\d\.\d\d dB \(16 % of them\), users whom both serve \+/,
    );
  });

  it('adds up to the difference of the pictures', () => {
    const parts = [...sentences()[2].matchAll(/([+−]?\d+\.\d\d) dB/g)].map(([, text]) =>
      Number(text.replace('−', '-')),
    );
    const of = (scheme: string) =>
      result.receptions.find(one => one.scheme === scheme && one.denoiserSteps === 1)!.psnrDb;
    const [own, other] = [of('cooperative'), of('wmmse')];
    const neither = own.map((value, i) => (i % 6 === 0 ? value - other[i] : 0));
    const mean = own.reduce((sum, value, i) => sum + value - other[i] - neither[i], 0) / own.length;
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(mean, 1);
  });

  it('tells a gain from nothing and from a loss', () => {
    expect(verdictSentences(withGain(0.2, 0.3))[1]).toContain('which may be nothing: the interval holds 0');
    expect(verdictSentences(withGain(-0.6, 0.3))[1]).toContain(
      '−0.60 dB [−0.90, −0.30] of mean PSNR over WMMSE, a loss',
    );
    const lost = verdictSentences(withGain(-0.6, 0.3)).find(sentence => sentence.includes('of 2 antennas'));
    expect(lost).toBe(
      'Over WMMSE, of 2 antennas cooperative beams gain for sure at none and lose at 4 and 8.',
    );
  });

  it('says which scheme is best, and whom it serves', () => {
    const best = sentences().find(sentence => sentence.startsWith('The highest mean PSNR'))!;
    expect(best).toContain(
      'that of RZF, shared keys, 27.90 [27.50, 28.30] dB; cooperative beams differ from it by −2.20',
    );
    expect(best).toContain('100 % served by RZF, shared keys and 80 % by cooperative beams');
    const own = beamformingFixture({ schemes: ['wmmse', 'cooperative'] });
    expect(verdictSentences(own)).toContain('No scheme has a higher mean PSNR here.');
  });

  it('gives the gain of shared keys on the beams of RZF', () => {
    expect(sentences()).toContain(
      'On the beams of RZF, which serve everyone, shared keys change the mean PSNR by +0.60 [0.30, 0.90] dB.',
    );
  });

  it('says nothing of what was not run', () => {
    const alone = beamformingFixture({ schemes: ['rzf'] });
    const found = verdictSentences(alone);
    expect(found.join(' ')).not.toContain('cooperative beams');
    expect(found.at(-1)).toBe(
      'The variance measured on the received latents is 1.000 to 1.000 times what the formula says.',
    );
  });
});
