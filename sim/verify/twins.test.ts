import { describe, expect, it } from 'vitest';
import { blockFading, type FadingProcess } from '../../channels/fading/block.ts';
import { fade } from '../../channels/fading/channel.ts';
import { add, type ComplexSignal, complexSignal, meanPower, scale } from '../../kernels/complex.ts';
import { CHANNELS, type ChannelSet } from './check.ts';
import type { CheckResult } from './results.ts';
import { VERIFY_SEED, verify } from './run.ts';
import { SECTIONS } from './sections.ts';
import { chosenChecks } from './select.ts';

/** The results of some checks with faulty parts in place of some channels. */
async function withParts(names: readonly string[], parts: Partial<ChannelSet>): Promise<CheckResult[]> {
  const sections = chosenChecks(SECTIONS, names);
  const { sections: results } = await verify(sections, {
    set: 'chosen',
    channels: { ...CHANNELS, ...parts },
  });
  return results.flatMap(({ checks }) => checks);
}

const problems = (results: readonly CheckResult[]) =>
  Object.fromEntries(results.map(({ id, problem }) => [id, problem]));

/** Noise `slip` times what was asked for, in every channel that adds it. */
function withSlip(slip: number): Partial<ChannelSet> {
  return {
    awgn: (signal, { noiseVar }, stream) => CHANNELS.awgn(signal, { noiseVar: slip * noiseVar }, stream),
    fading: (users, { noiseVar }, stream) => CHANNELS.fading(users, { noiseVar: slip * noiseVar }, stream),
    multipleAccess: (users, { noiseVar }, stream) =>
      CHANNELS.multipleAccess(users, { noiseVar: slip * noiseVar }, stream),
  };
}

/** Gains made from the right ones. */
function withGains(change: (gains: ComplexSignal) => ComplexSignal): Partial<ChannelSet> {
  return {
    blockFading(settings, stream): FadingProcess {
      const process = blockFading(settings, stream);
      return { gains: (first, count) => change(process.gains(first, count)) };
    },
  };
}

const PROBES = [
  'awgn.bpsk.4dB',
  'awgn.16qam.8dB',
  'awgn.dbpsk.6dB',
  'awgn.fsk.8dB',
  'awgn.noise',
  'rayleigh.bpsk.10dB',
  'diversity.alamouti.5dB',
  'capacity.mac.noise.4users',
  'capacity.mac.sum.2users',
  'source.link.1user.10dB',
];

describe('semlink verify', () => {
  it('fails everywhere with 3 dB more noise, and with 3 dB less', async () => {
    const louder = await withParts(PROBES, withSlip(2));
    expect(louder.filter(({ holds }) => holds)).toEqual([]);
    expect(problems(louder)).toMatchObject({
      'awgn.bpsk.4dB': 'measured too high',
      'capacity.mac.sum.2users': 'measured too low',
    });
    const quieter = await withParts(PROBES, withSlip(0.5));
    expect(quieter.filter(({ holds }) => holds)).toEqual([]);
  });

  it('fails with noise scaled to the power of the batch', async () => {
    const results = await withParts(['awgn.16qam.8dB', 'awgn.blockPower', 'awgn.bpsk.4dB'], {
      awgn: (signal, { noiseVar }, stream) =>
        CHANNELS.awgn(signal, { noiseVar: noiseVar * meanPower(signal) }, stream),
    });
    expect(problems(results)).toEqual({
      'awgn.16qam.8dB': 'depends on the batch size',
      'awgn.blockPower.strong': 'depends on the batch size',
      'awgn.blockPower.weak': 'measured too low',
      // Every batch of BPSK has the same power: only the others can tell.
      'awgn.bpsk.4dB': null,
    });
  });

  it('fails with noise scaled to what arrives after fading, as if there were none', async () => {
    const results = await withParts(['rayleigh.bpsk.10dB', 'rician.bpsk.K3.5dB'], {
      fading(users, { noiseVar }, stream) {
        const arrives = users.map(({ signal, gains }) => fade(signal, gains)).reduce(add);
        return CHANNELS.fading(users, { noiseVar: noiseVar * meanPower(arrives) }, stream);
      },
    });
    expect(problems(results)).toEqual({
      'rayleigh.bpsk.10dB': '0 errors are too few, 400 are needed',
      'rician.bpsk.K3.5dB': 'measured too low',
    });
  });

  it('fails with signals brought to unit power in each batch', async () => {
    const results = await withParts(['awgn.16qam.8dB'], {
      awgn: (signal, noise, stream) =>
        CHANNELS.awgn(scale(signal, { re: 1 / Math.sqrt(meanPower(signal)), im: 0 }), noise, stream),
    });
    expect(results[0].problem).toBe('depends on the batch size');
  });

  it('fails with gains that are real magnitudes', async () => {
    const magnitudes = withGains(({ re, im }) =>
      complexSignal(
        re.map((x, i) => Math.hypot(x, im[i])),
        new Float32Array(im.length),
      ),
    );
    const results = await withParts(['rayleigh.power', 'rayleigh.phase', 'rayleigh.blocks'], magnitudes);
    expect(problems(results)).toEqual({
      'rayleigh.power': null,
      'rayleigh.phase': 'measured too high',
      'rayleigh.blocks': 'measured too high',
    });
  });

  it('fails with gains from one real Gaussian', async () => {
    const real = withGains(({ re, im }) =>
      complexSignal(
        re.map(x => Math.SQRT2 * x),
        new Float32Array(im.length),
      ),
    );
    const results = await withParts(['rayleigh.power', 'rayleigh.powerVariance', 'rayleigh.bpsk.10dB'], real);
    expect(problems(results)).toEqual({
      'rayleigh.power': null,
      'rayleigh.powerVariance': 'measured too high',
      'rayleigh.bpsk.10dB': 'measured too high',
    });
  });

  it('fails with gains that are too strong', async () => {
    const strong = withGains(gains => scale(gains, { re: 1.06, im: 0 }));
    const results = await withParts(['rayleigh.power', 'capacity.rayleigh.10dB'], strong);
    expect(results.map(({ problem }) => problem)).toEqual(['measured too high', 'measured too high']);
  });

  it('fails with noise drawn once for each user', async () => {
    const results = await withParts(['capacity.mac.noise'], {
      multipleAccess: (users, noise, stream) =>
        users.map(user => CHANNELS.multipleAccess([user], noise, stream)).reduce(add),
    });
    expect(problems(results)).toEqual({
      'capacity.mac.noise.1users': null,
      'capacity.mac.noise.4users': 'measured too high',
      'capacity.mac.noise.16users': 'measured too high',
    });
  });

  it('fails with twice the Doppler frequency', async () => {
    const results = await withParts(['doppler.correlation.0.1', 'doppler.power'], {
      jakesFading: (settings, stream) =>
        CHANNELS.jakesFading({ ...settings, dopplerHz: 2 * settings.dopplerHz }, stream),
    });
    expect(problems(results)).toEqual({
      'doppler.power': null,
      'doppler.correlation.0.1': 'measured too low',
    });
  });

  it('fails with real channels between antennas, and with noise that a receiver does not expect', async () => {
    const real = await withParts(['arrays.capacity.2x2', 'arrays.gain'], {
      rayleighMatrix(rows, cols, stream) {
        const { re, im } = CHANNELS.rayleighMatrix(rows, cols, stream);
        return { rows, cols, re: re.map(x => Math.SQRT2 * x), im: new Float64Array(im.length) };
      },
    });
    expect(problems(real)).toEqual({
      'arrays.capacity.2x2.10dB': 'measured too low',
      // The gain knows the power only.
      'arrays.gain.4': null,
    });
    const loud = await withParts(['receivers.lmmse'], {
      mimoChannel: (channel, signals, { noiseVar }, streams) =>
        CHANNELS.mimoChannel(channel, signals, { noiseVar: 2 * noiseVar }, streams),
    });
    expect(problems(loud)).toEqual({ 'receivers.lmmse.4x4.10dB': 'measured too high' });
  });

  it('names the check whose experiment breaks down, with what went wrong', async () => {
    const broken = withParts(
      ['rayleigh.bpsk.10dB'],
      withGains(gains => scale(gains, { re: 0, im: 0 })),
    );
    await expect(broken).rejects.toThrow(
      'rayleigh.bpsk.10dB: zeroForcing: the gain of symbol 0 is 0; only an LMMSE equaliser can pass over it',
    );
  });

  it('gives the same numbers for the same seed, others for another, and tells how far it is', async () => {
    const sections = chosenChecks(SECTIONS, ['rayleigh.power', 'estimator.stopped']);
    const seen: string[] = [];
    const run = async (seed: number) => {
      const { sections: results } = await verify(sections, {
        set: 'chosen',
        seed,
        onProgress: ({ done, checks, at }) => seen.push(`${done}/${checks} ${at}`),
      });
      return results.flatMap(({ checks }) => checks.map(({ measured }) => measured));
    };
    const first = await run(VERIFY_SEED);
    expect(seen).toEqual([
      '0/3 rayleigh.power',
      '1/3 estimator.stopped.unbiased',
      '2/3 estimator.stopped.biased',
    ]);
    expect(await run(VERIFY_SEED)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });
});
