import { describe, expect, it } from 'vitest';
import { isBeamforming, parseBeamforming } from '../sim/beamforming/scenario.ts';
import { parseScenario } from '../sim/cell/scenario.ts';
import { isComparison, parseComparison } from '../sim/comparison/scenario.ts';
import { isLoadExperiment, parseLoad } from '../sim/load/scenario.ts';
import { isPersonal, parsePersonal } from '../sim/personal/scenario.ts';
import { isOptimizerStudy, parseOptimizerStudy } from '../sim/study/scenario.ts';
import { loadScenario, scenarioNames } from './loadScenario.ts';

describe('the scenarios that come with semlink', async () => {
  const names = await scenarioNames();

  it('are these', () => {
    expect(names).toEqual([
      'asynchronous',
      'beamforming',
      'correlated-users',
      'fading',
      'interference',
      'kodak-style',
      'load',
      'multipath',
      'near-far',
      'omdma',
      'optimizers',
      'personal-models',
      'sampling',
      'single-user',
      'single-user-comparison',
      'users',
    ]);
  });

  it.each(names)('%s is valid and carries the name of its file', async name => {
    const loaded = await loadScenario(name);
    const kinds = [
      { is: isOptimizerStudy, parse: parseOptimizerStudy, names: ['optimizers'] },
      { is: isBeamforming, parse: parseBeamforming, names: ['beamforming', 'correlated-users'] },
      { is: isComparison, parse: parseComparison, names: ['kodak-style', 'single-user-comparison'] },
      { is: isLoadExperiment, parse: parseLoad, names: ['asynchronous', 'load'] },
      { is: isPersonal, parse: parsePersonal, names: ['personal-models'] },
    ];
    for (const kind of kinds) expect(kind.is(loaded)).toBe(kind.names.includes(name));
    const { parse } = kinds.find(({ is }) => is(loaded)) ?? { parse: parseScenario };
    const scenario = parse(loaded);
    expect(scenario.name).toBe(name);
    expect(scenario.title.length).toBeGreaterThan(20);
  });
});
