import type { JakesSettings } from '../../../channels/fading/jakes.ts';
import type { Bench, Check, CheckSection } from '../check.ts';
import { crossingRate, fadeDuration, fadingAutocorrelation } from '../closedForms/doppler.ts';
import { inChunks, runningMean } from './experiments.ts';

const DOPPLER_HZ = 100;
/** Lags at which the autocorrelation is measured, as f_d·τ; 0.38274 is the first zero. */
const LAGS = [0.1, 0.25, 0.38274, 0.6, 1] as const;

/** One process of a moving receiver at `rate` symbols per 1/f_d. */
function settings(symbolsPerTurn: number): JakesSettings {
  return { dopplerHz: DOPPLER_HZ, symbolRateHz: symbolsPerTurn * DOPPLER_HZ };
}

/** One value from each of many independent processes. */
function overProcesses(
  bench: Bench,
  processes: number,
  value: (process: ReturnType<Bench['channels']['jakesFading']>) => number,
  { symbolsPerTurn }: { symbolsPerTurn: number },
) {
  const stream = bench.stream('gains');
  const mean = runningMean();
  for (let p = 0; p < processes; p++)
    mean.add(value(bench.channels.jakesFading(settings(symbolsPerTurn), stream)));
  return mean.measurement();
}

function correlationCheck(turns: number): Check {
  const symbolsPerTurn = 1 / turns;
  return {
    id: `doppler.correlation.${turns}`,
    title: `autocorrelation at f_d·τ = ${turns}, real part`,
    formula: 'J₀(2π f_d τ)',
    expected: fadingAutocorrelation(turns),
    quick: turns === 0.1 || turns === 0.38274,
    batched: false,
    // One pair of gains, a lag apart, of each process: products within one process would not be independent.
    measure: bench =>
      overProcesses(
        bench,
        20_000,
        process => {
          const { re, im } = process.gains(0, 2);
          return re[0] * re[1] + im[0] * im[1];
        },
        { symbolsPerTurn },
      ),
  };
}

function powerCheck(): Check {
  return {
    id: 'doppler.power',
    title: 'mean power',
    formula: 'E|h|² = 1',
    expected: 1,
    quick: true,
    batched: false,
    measure: bench =>
      overProcesses(
        bench,
        20_000,
        process => {
          const { re, im } = process.gains(0, 1);
          return re[0] ** 2 + im[0] ** 2;
        },
        { symbolsPerTurn: 1 },
      ),
  };
}

/** Samples per 1/f_d where crossings are counted: dense enough that hardly one is missed between two of them. */
const DENSE = 200;
/** Length of a stretch in 1/f_d. */
const TURNS = 5;

/** The envelope of one process against the level ρ: upward crossings and samples below. */
function crossings(bench: Bench, level: number, processes: number, batch: number) {
  const stream = bench.stream('gains');
  const up = runningMean();
  const below = runningMean();
  for (let p = 0; p < processes; p++) {
    const process = bench.channels.jakesFading(settings(DENSE), stream);
    let [count, low] = [0, 0];
    let wasBelow = false;
    inChunks(DENSE * TURNS, batch * 25, (first, length) => {
      const { re, im } = process.gains(first, length);
      for (let i = 0; i < length; i++) {
        const isBelow = re[i] ** 2 + im[i] ** 2 < level ** 2;
        if (first + i > 0 && wasBelow && !isBelow) count++;
        if (isBelow) low++;
        wasBelow = isBelow;
      }
    });
    up.add(count / (TURNS - 1 / DENSE));
    below.add(low / (DENSE * TURNS));
  }
  return { up, below };
}

/** Processes of a crossing's check. */
const STRETCHES = 600;

function crossingCheck(level: number, quick: boolean): Check {
  return {
    id: `doppler.crossings.${level}`,
    title: `upward crossings of ρ = ${level}, per 1/f_d`,
    formula: '√(2π) ρ e^(−ρ²)',
    expected: crossingRate(level),
    quick,
    batched: true,
    measure: bench => crossings(bench, level, STRETCHES, bench.batch).up.measurement(),
  };
}

function durationCheck(level: number, quick: boolean): Check {
  return {
    id: `doppler.fades.${level}`,
    title: `mean duration of fades below ρ = ${level}, in 1/f_d`,
    formula: '(e^(ρ²) − 1)/(ρ √(2π))',
    expected: fadeDuration(level),
    quick,
    batched: true,
    measure(bench) {
      const { up, below } = crossings(bench, level, STRETCHES, bench.batch);
      const mean = below.mean() / up.mean();
      // Share of time below over crossings; the relative errors are added, which is on the safe side.
      const relative = below.standardError() / below.mean() + up.standardError() / up.mean();
      return { kind: 'mean', mean, standardError: mean * relative, count: STRETCHES };
    },
  };
}

/** Fading that changes in time, isotropic scattering. */
export const DOPPLER_CHECKS: CheckSection = {
  id: 'doppler',
  title: 'Fading in time',
  checks: [
    powerCheck(),
    ...LAGS.map(correlationCheck),
    crossingCheck(0.3, false),
    crossingCheck(1, true),
    durationCheck(0.3, false),
    durationCheck(1, false),
  ],
};
