import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DION_STEPS } from '../../kernels/orthogonalization/newtonSchulz.ts';
import { float64Run, graphRun, relativeGap } from '../../tests/optimizerRuns.ts';
import { adamW } from './adamw.ts';
import { auonPaper, auonReference, hybridAuonPaper, hybridAuonReference } from './auon.ts';
import { dionForm, jordanForm, muon } from './muon.ts';
import { normuonOfficial, normuonPaper } from './normuon.ts';
import type { Optimizer } from './optimizer.ts';
import { adamRmsScale, spectralScale } from './scale.ts';
import { sgd } from './sgd.ts';

interface Golden {
  readonly inputs: Record<string, { shape: number[]; start: number[]; gradients: number[][] }>;
  readonly cases: Record<string, { first: Record<string, number[]>; last: Record<string, number[]> }>;
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../tests/golden/optimizers.json', import.meta.url), 'utf8'),
);

const dionSteps = { steps: DION_STEPS, epsilon: 1e-8 };
const dionNormuon = {
  form: 'heavyBall',
  nesterov: false,
  epsilon: 1e-8,
  norm: { epsilon: 0, floor: 1e-8 },
} as const;

/** What the published code of each case was called with. */
const CASES: Record<string, readonly [learningRate: number, optimizer: Optimizer]> = {
  kj_default: [0.02, muon(jordanForm)],
  'kj_wd0.1': [0.02, muon({ ...jordanForm, weightDecay: 0.1 })],
  kj_no_nesterov: [0.02, muon({ ...jordanForm, nesterov: false })],
  moonlight: [0.002, muon({ weightDecay: 0.1 })],
  official_default: [0.02, normuonOfficial()],
  'official_wd0.1': [0.02, normuonOfficial({ weightDecay: 0.1 })],
  paper_alg1: [0.002, normuonPaper({ weightDecay: 0.1 })],
  head_auon: [0.08, auonReference()],
  'head_auon_wd0.01': [0.08, auonReference({ weightDecay: 0.01 })],
  head_hybrid_ns1: [0.08, hybridAuonReference({ steps: 1 })],
  head_hybrid_ns5: [0.08, hybridAuonReference()],
  paper_form_c87b862: [0.24, auonPaper()],
  paper_hybrid: [0.24, hybridAuonPaper()],
  torch_adamw: [0.01, adamW({ beta2: 0.999, weightDecay: 0.01 })],
  torch_adamw_b95: [0.003, adamW({ beta2: 0.95, epsilon: 1e-10, weightDecay: 0.1 })],
  auon_repo_adam: [
    0.008,
    adamW({ beta1: 0.8, beta2: 0.95, epsilon: 1e-10, epsilonFirst: true, weightDecay: 0.01 }),
  ],
  kj_aux_adam: [0.0003, adamW({ beta2: 0.95, epsilon: 1e-10, weightDecay: 0.01, missing: 'zero' })],
  torch_sgd_momentum: [0.1, sgd()],
  torch_sgd_nesterov_wd: [0.1, sgd({ nesterov: true, weightDecay: 0.01 })],
  muon_ns5list_spectral: [0.01, muon({ ...dionForm, orthogonalization: dionSteps, weightDecay: 0.01 })],
  muon_ns5list_rms_nesterov: [
    0.01,
    muon({ orthogonalization: dionSteps, scale: adamRmsScale, weightDecay: 0.01 }),
  ],
  muon_polar_spectral_default: [0.01, muon({ ...dionForm, weightDecay: 0.01 })],
  muon_cautious_wd: [0.01, muon({ ...dionForm, weightDecay: 0.5, cautious: true })],
  normuon_ns5list_rms: [
    0.01,
    normuonOfficial({
      ...dionNormuon,
      orthogonalization: dionSteps,
      scale: adamRmsScale,
      weightDecay: 0.01,
    }),
  ],
  normuon_default_polar_spectral: [
    0.01,
    normuonOfficial({
      ...dionNormuon,
      orthogonalization: { method: 'polarExpress', epsilon: 1e-8 },
      scale: spectralScale,
      weightDecay: 0.01,
    }),
  ],
  muon_reference_spectral_nesterov: [
    0.02,
    muon({ orthogonalization: { epsilon: 1e-8 }, scale: spectralScale, weightDecay: 0.1 }),
  ],
};

const courseOf = (input: string, learningRate: number) => ({ ...golden.inputs[input], learningRate });
const inputs = Object.keys(golden.inputs);

it('has a row for every golden case', () => {
  expect(Object.keys(CASES)).toEqual(Object.keys(golden.cases));
});

describe.each(Object.entries(CASES))('%s', (name, [learningRate, optimizer]) => {
  it.each(inputs)('follows the published code on %s to 1e-10', input => {
    const path = float64Run(optimizer, courseOf(input, learningRate));
    const { first, last } = golden.cases[name];
    if (first[input]) expect(relativeGap(path[0].weights, first[input])).toBeLessThan(1e-10);
    expect(relativeGap(path[4].weights, last[input])).toBeLessThan(1e-10);
  });

  it.each(inputs)('follows it in a graph on %s to 1e-5 in five steps', async input => {
    const path = await graphRun(optimizer, courseOf(input, learningRate));
    expect(relativeGap(path[4].weights, golden.cases[name].last[input])).toBeLessThan(1e-5);
  });
});

/** Each differs from its case in one thing that is easily got wrong. */
const BROKEN: Record<string, readonly [learningRate: number, optimizer: Optimizer]> = {
  'kj_wd0.1': [0.02, muon({ ...jordanForm, weightDecay: 0.1 * 0.02 })],
  moonlight: [0.002, muon({ weightDecay: 0.1, momentum: 0.9 })],
  official_default: [0.02, normuonOfficial({ nesterov: false })],
  paper_alg1: [0.002, normuonPaper({ weightDecay: 0.1, beta2: 0.9 })],
  head_auon: [0.08, auonPaper()],
  head_hybrid_ns5: [0.08, hybridAuonReference({ steps: 4 })],
  auon_repo_adam: [0.008, adamW({ beta1: 0.8, beta2: 0.95, epsilon: 1e-4, weightDecay: 0.01 })],
  muon_cautious_wd: [0.01, muon({ ...dionForm, weightDecay: 0.5 })],
  torch_sgd_nesterov_wd: [0.1, sgd({ weightDecay: 0.01 })],
};

it.each(Object.entries(BROKEN))('would notice a broken twin of %s', (name, [learningRate, optimizer]) => {
  const path = float64Run(optimizer, courseOf('wide8x24', learningRate));
  expect(relativeGap(path[4].weights, golden.cases[name].last.wide8x24)).toBeGreaterThan(1e-7);
});
