import { describe, expect, it } from 'vitest';
import { isBeamforming, parseBeamforming } from '../sim/beamforming/scenario.ts';
import { parseScenario } from '../sim/cell/scenario.ts';
import { isComparison, parseComparison } from '../sim/comparison/scenario.ts';
import { isPersonal, parsePersonal } from '../sim/personal/scenario.ts';
import { isOptimizerStudy, parseOptimizerStudy } from '../sim/study/scenario.ts';
import { loadScenario, scenarioNames } from './loadScenario.ts';

describe('the scenarios that come with semlink', async () => {
  const names = await scenarioNames();

  it('are these', () => {
    expect(names).toEqual([
      'beamforming',
      'correlated-users',
      'fading',
      'interference',
      'kodak-style',
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
    expect(isOptimizerStudy(loaded)).toBe(name === 'optimizers');
    expect(isBeamforming(loaded)).toBe(['beamforming', 'correlated-users'].includes(name));
    expect(isComparison(loaded)).toBe(['kodak-style', 'single-user-comparison'].includes(name));
    expect(isPersonal(loaded)).toBe(name === 'personal-models');
    const parse = isOptimizerStudy(loaded)
      ? parseOptimizerStudy
      : isComparison(loaded)
        ? parseComparison
        : isBeamforming(loaded)
          ? parseBeamforming
          : isPersonal(loaded)
            ? parsePersonal
            : parseScenario;
    const scenario = parse(loaded);
    expect(scenario.name).toBe(name);
    expect(scenario.title.length).toBeGreaterThan(20);
  });
});
