import { mapBits } from '../../../channels/digital/qam.ts';
import { jointRate, macMargin } from '../../../channels/receivers/capacity.ts';
import {
  type LinearDesign,
  lmmse,
  matchedFilter,
  receiveLinear,
  zeroForcing,
} from '../../../channels/receivers/linear.ts';
import { successiveStages } from '../../../channels/receivers/successive.ts';
import { complexMatrix } from '../../../kernels/linear/matrix.ts';
import { dbToLinear } from '../../../kernels/power.ts';
import { complexNormal } from '../../../kernels/random/normal.ts';
import type { Bench, Check, CheckSection } from '../check.ts';
import { awgnCapacity, multipleAccessSum } from '../closedForms/capacity.ts';
import { combined } from '../closedForms/fading.ts';
import { linearError } from '../closedForms/source.ts';
import { errorRateCheck, randomBits, runningMean } from './experiments.ts';

/** Receiving antennas and streams of unit power. */
interface Size {
  readonly antennas: number;
  readonly streams: number;
}

const nameOf = ({ antennas, streams }: Size) => `${antennas}x${streams}`;

/** Streams of noise, one for each antenna. */
function noiseStreams(bench: Bench, { antennas }: Size) {
  return Array.from({ length: antennas }, (_, r) => bench.stream(`noise ${r}`));
}

/** BPSK on every stream, a channel for each symbol; the bit of one stream is looked at, in turns. */
function countErrors(bench: Bench, size: Size, design: LinearDesign, gamma: number, trials: number): number {
  const [source, channels] = [bench.stream('bits'), bench.stream('channels')];
  const noises = noiseStreams(bench, size);
  const noiseVar = 1 / gamma;
  let errors = 0;
  for (let t = 0; t < trials; t++) {
    const channel = bench.channels.rayleighMatrix(size.antennas, size.streams, channels);
    const bits = randomBits(size.streams, source);
    const signals = Array.from(bits, bit => mapBits(Uint8Array.of(bit), 'bpsk'));
    const received = bench.channels.mimoChannel(channel, signals, { noiseVar }, noises);
    const estimates = receiveLinear(design(channel, { noiseVar }), received);
    const k = t % size.streams;
    errors += (estimates[k].re[0] > 0 ? 1 : 0) ^ bits[k];
  }
  return errors;
}

function zeroForcingCheck(size: Size, snrDb: number, quick: boolean): Check {
  const gamma = dbToLinear(snrDb);
  const order = size.antennas - size.streams + 1;
  const about = {
    id: `receivers.zf.${nameOf(size)}.${snrDb}dB`,
    title: `zero forcing of ${size.streams} streams by ${size.antennas} antennas, BPSK at ${snrDb} dB each, bit error rate`,
    formula: `combining of Nr − Nt + 1 = ${order}`,
    expected: combined(order)(gamma),
    quick,
  };
  return errorRateCheck(about, (bench, trials) => countErrors(bench, size, zeroForcing, gamma, trials));
}

function matchedFilterCheck(antennas: number, snrDb: number): Check {
  const gamma = dbToLinear(snrDb);
  const about = {
    id: `receivers.matched.${antennas}x1.${snrDb}dB`,
    title: `matched filter of one stream by ${antennas} antennas, BPSK at ${snrDb} dB, bit error rate`,
    formula: 'combining of Nr',
    expected: combined(antennas)(gamma),
    quick: false,
  };
  return errorRateCheck(about, (bench, trials) =>
    countErrors(bench, { antennas, streams: 1 }, matchedFilter, gamma, trials),
  );
}

/** Draws of the checks that need no error count. */
const DRAWS = 20_000;

/** Squared error of the weighed LMMSE estimate ŝ/(1 + v), over the error v/(1 + v) that is promised for that channel. */
function lmmseErrorCheck(size: Size, snrDb: number): Check {
  const noiseVar = 1 / dbToLinear(snrDb);
  return {
    id: `receivers.lmmse.${nameOf(size)}.${snrDb}dB`,
    title: `LMMSE of ${size.streams} streams by ${size.antennas} antennas at ${snrDb} dB: squared error over what the receiver promises`,
    formula: '1: error [(I + γHᴴH)⁻¹]ₖₖ',
    expected: 1,
    quick: true,
    batched: false,
    measure(bench) {
      const [source, channels] = [bench.stream('source'), bench.stream('channels')];
      const noises = noiseStreams(bench, size);
      const mean = runningMean();
      for (let d = 0; d < DRAWS; d++) {
        const channel = bench.channels.rayleighMatrix(size.antennas, size.streams, channels);
        const sent = Array.from({ length: size.streams }, () => complexNormal(source, 1));
        const received = bench.channels.mimoChannel(channel, sent, { noiseVar }, noises);
        const k = d % size.streams;
        const receiver = lmmse(channel, { noiseVar });
        const estimate = receiveLinear(receiver, received)[k];
        const variance = receiver.noiseVars[k];
        const weight = 1 / (1 + variance);
        const error =
          (weight * estimate.re[0] - sent[k].re[0]) ** 2 + (weight * estimate.im[0] - sent[k].im[0]) ** 2;
        mean.add(error / linearError(variance));
      }
      return mean.measurement();
    },
  };
}

/** The largest of a quantity over some channels, which has to be 0 up to rounding. */
function identityCheck(
  about: Pick<Check, 'id' | 'title' | 'formula'>,
  tolerance: number,
  deviation: (channel: ReturnType<Bench['channels']['rayleighMatrix']>) => number,
): Check {
  return {
    ...about,
    expected: 0,
    quick: true,
    batched: false,
    measure(bench) {
      const stream = bench.stream('channels');
      const values = Array.from({ length: 500 }, () =>
        Math.abs(deviation(bench.channels.rayleighMatrix(4, 4, stream))),
      );
      return { kind: 'value', value: Math.max(...values), tolerance };
    },
  };
}

const NOISE = { noiseVar: 0.1 };

/** Corner of the region of two users of 10 dB: one is decoded beside the other, then the other alone. */
function cornerCheck(): Check {
  const gamma = 10;
  return {
    id: 'receivers.corner.2users',
    title:
      'corner of the multiple-access region of two users at 10 dB: distance from its boundary in bit per use',
    formula: 'R₁ + R₂ = log₂(1 + 2γ)',
    expected: 0,
    quick: true,
    batched: false,
    measure() {
      const channel = complexMatrix(1, 2, () => ({ re: Math.sqrt(gamma), im: 0 }));
      const rates = [multipleAccessSum(2, gamma) - awgnCapacity(gamma), awgnCapacity(gamma)];
      return { kind: 'value', value: macMargin(channel, 1, rates), tolerance: 1e-12 };
    },
  };
}

/** Receivers of several streams over i.i.d. Rayleigh channels that they know. */
export const RECEIVER_CHECKS: CheckSection = {
  id: 'receivers',
  title: 'Linear and successive receivers',
  checks: [
    zeroForcingCheck({ antennas: 2, streams: 2 }, 10, true),
    zeroForcingCheck({ antennas: 4, streams: 4 }, 10, false),
    zeroForcingCheck({ antennas: 4, streams: 2 }, 0, false),
    zeroForcingCheck({ antennas: 4, streams: 2 }, 5, false),
    matchedFilterCheck(4, 0),
    lmmseErrorCheck({ antennas: 4, streams: 4 }, 10),
    identityCheck(
      {
        id: 'receivers.chainRule',
        title:
          'LMMSE with successive cancellation against the joint rate, 4×4, largest difference of 500 in bit',
        formula: 'Σ log₂(1 + SINRₖ) = log₂ det(I + γHHᴴ)',
      },
      1e-10,
      channel =>
        successiveStages(channel, NOISE).reduce(
          (sum, { noiseVar }) => sum + awgnCapacity(1 / noiseVar),
          -jointRate(channel, NOISE.noiseVar),
        ),
    ),
    identityCheck(
      {
        id: 'receivers.highSnr',
        title: 'LMMSE against zero forcing at 140 dB, 4×4, largest relative difference of the error of 500',
        formula: 'equal as γ → ∞',
      },
      1e-6,
      channel => {
        const use = { noiseVar: 1e-14 };
        const [first, second] = [lmmse(channel, use).noiseVars[0], zeroForcing(channel, use).noiseVars[0]];
        return first / second - 1;
      },
    ),
    cornerCheck(),
  ],
};
