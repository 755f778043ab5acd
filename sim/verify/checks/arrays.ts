import {
  beamPattern,
  dftBeams,
  type LinearArray,
  steeringVector,
} from '../../../channels/arrays/linearArray.ts';
import { maximumRatioTransmission } from '../../../channels/beamforming/precoder.ts';
import { jointRate } from '../../../channels/receivers/capacity.ts';
import {
  adjoint,
  type ComplexMatrix,
  complexMatrix,
  entryOf,
  multiply,
  squaredNorm,
} from '../../../kernels/linear/matrix.ts';
import { dbToLinear } from '../../../kernels/power.ts';
import type { Check, CheckSection } from '../check.ts';
import { telatarCapacity } from '../closedForms/capacity.ts';
import { broadsidePattern, welchBound } from '../closedForms/sequences.ts';
import { runningMean } from './experiments.ts';

const ROUNDING = 1e-12;

/** A check without chance in it. */
function exactCheck(about: Omit<Check, 'quick' | 'batched' | 'measure'>, value: () => number): Check {
  return {
    ...about,
    quick: true,
    batched: false,
    measure: () => ({ kind: 'value', value: value(), tolerance: ROUNDING }),
  };
}

/** The precoder of unit power that points at sin θ: conj(a)/√M. */
function pointedAt(array: LinearArray, sine: number): ComplexMatrix {
  const { rows, cols, re, im } = steeringVector(array, sine);
  const scale = 1 / Math.sqrt(array.antennas);
  return { rows, cols, re: re.map(x => scale * x), im: im.map(x => -scale * x) };
}

/** Power that an array pointed broadside sends towards one direction. */
function patternCheck(
  name: string,
  title: string,
  antennas: number,
  sine: number,
  expected = broadsidePattern(antennas, 0.5, sine),
): Check {
  const array = { antennas };
  return exactCheck(
    {
      id: `arrays.${name}.${antennas}`,
      title: `${antennas} antennas half a wavelength apart, pointed broadside: power ${title}`,
      formula: 'sin²(Nψ/2)/(N sin²(ψ/2)), ψ = 2π(d/λ) sin θ',
      expected,
    },
    () => beamPattern(array, pointedAt(array, 0), [sine])[0][0],
  );
}

/** Largest |⟨a, b⟩| of two columns. */
function coherence(columns: ComplexMatrix): number {
  const gram = multiply(adjoint(columns), columns);
  let largest = 0;
  for (let r = 0; r < gram.rows; r++)
    for (let c = 0; c < r; c++) {
      const { re, im } = entryOf(gram, r, c);
      largest = Math.max(largest, Math.hypot(re, im));
    }
  return largest;
}

/** Some rows of the DFT beams, scaled to unit columns: a codebook of `of` vectors in `rows.length` dimensions. */
function harmonicFrame(rows: readonly number[], of: number): ComplexMatrix {
  const beams = dftBeams(of);
  const scale = Math.sqrt(of / rows.length);
  return complexMatrix(rows.length, of, (r, c) => {
    const { re, im } = entryOf(beams, rows[r], c);
    return { re: scale * re, im: scale * im };
  });
}

function orthogonalityCheck(antennas: number): Check {
  return exactCheck(
    {
      id: `arrays.dft.${antennas}`,
      title: `DFT beams of ${antennas} antennas: largest inner product of two`,
      formula: '0',
      expected: 0,
    },
    () => coherence(dftBeams(antennas)),
  );
}

/** Rows that form a difference set meet the bound (Xia, Zhou, Giannakis 2005). */
function welchEqualityCheck(rows: readonly number[], of: number): Check {
  return exactCheck(
    {
      id: `arrays.welch.${rows.length}of${of}`,
      title: `${of} DFT beams cut to ${rows.length} antennas of a difference set: largest inner product`,
      formula: 'Welch’s bound √((K−N)/(N(K−1)))',
      expected: welchBound(rows.length, of),
    },
    () => coherence(harmonicFrame(rows, of)),
  );
}

function welchBoundCheck(antennas: number, beams: number): Check {
  const rows = Array.from({ length: antennas }, (_, r) => r);
  return exactCheck(
    {
      id: `arrays.welch.${antennas}x${beams}`,
      title: `${beams} overlapping beams of ${antennas} antennas: largest inner product`,
      formula: 'at least Welch’s bound',
      expected: welchBound(antennas, beams),
      relation: 'atLeast',
    },
    () => coherence(harmonicFrame(rows, beams)),
  );
}

/** Draws of a channel between antennas. */
const DRAWS = 50_000;

function telatarCheck(receive: number, transmit: number, snrDb: number, quick: boolean): Check {
  const gamma = dbToLinear(snrDb);
  return {
    id: `arrays.capacity.${receive}x${transmit}.${snrDb}dB`,
    title: `ergodic capacity of ${receive} receiving and ${transmit} sending antennas at ${snrDb} dB, bit per use`,
    formula: 'Telatar’s integral',
    expected: telatarCapacity(receive, transmit, gamma),
    quick,
    batched: false,
    measure(bench) {
      const stream = bench.stream('channels');
      const mean = runningMean();
      for (let d = 0; d < DRAWS; d++) {
        const channel = bench.channels.rayleighMatrix(receive, transmit, stream);
        mean.add(jointRate(channel, transmit / gamma));
      }
      return mean.measurement();
    },
  };
}

/** Power at the user of a beam of unit power matched to a random channel: as many times that of one antenna as there are antennas. */
function arrayGainCheck(antennas: number): Check {
  return {
    id: `arrays.gain.${antennas}`,
    title: `mean gain of maximum-ratio transmission from ${antennas} antennas over Rayleigh fading`,
    formula: 'N',
    expected: antennas,
    quick: true,
    batched: false,
    measure(bench) {
      const stream = bench.stream('channels');
      const mean = runningMean();
      for (let d = 0; d < DRAWS / 5; d++) {
        const channel = bench.channels.rayleighMatrix(1, antennas, stream);
        const beam = maximumRatioTransmission(channel, { power: 1, noiseVar: 1 });
        mean.add(squaredNorm(multiply(channel, beam)));
      }
      return mean.measurement();
    },
  };
}

/** Antenna arrays: beams without chance, capacity over random channels. */
export const ARRAY_CHECKS: CheckSection = {
  id: 'arrays',
  title: 'Antenna arrays, beams and codebooks',
  checks: [
    ...[4, 16, 64].map(n => patternCheck('broadside', 'ahead, the array gain', n, 0)),
    ...[4, 16, 64].map(n => patternCheck('null', 'at the first null, sin θ = λ/(Nd)', n, 2 / n, 0)),
    patternCheck('sidelobe', 'at sin θ = 0.19', 16, 0.19),
    arrayGainCheck(4),
    ...[8, 64].map(orthogonalityCheck),
    welchEqualityCheck([1, 2, 4], 7),
    welchEqualityCheck([0, 1, 3, 9], 13),
    welchBoundCheck(4, 8),
    welchBoundCheck(16, 32),
    telatarCheck(2, 1, 10, false),
    telatarCheck(1, 2, 10, false),
    telatarCheck(2, 2, 10, true),
    telatarCheck(4, 4, 0, false),
    telatarCheck(4, 4, 10, true),
    telatarCheck(4, 4, 20, false),
    telatarCheck(8, 8, 10, false),
  ],
};
