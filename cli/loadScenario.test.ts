import { describe, expect, it } from 'vitest';
import { parseScenario } from '../sim/scenario.ts';
import { isOptimizerStudy, parseOptimizerStudy } from '../sim/study/scenario.ts';
import { loadScenario, scenarioNames } from './loadScenario.ts';

describe('the scenarios that come with semlink', async () => {
  const names = await scenarioNames();

  it('are these', () => {
    expect(names).toEqual(['interference', 'omdma', 'optimizers', 'single-user']);
  });

  it.each(names)('%s is valid and carries the name of its file', async name => {
    const loaded = await loadScenario(name);
    expect(isOptimizerStudy(loaded)).toBe(name === 'optimizers');
    const scenario = isOptimizerStudy(loaded) ? parseOptimizerStudy(loaded) : parseScenario(loaded);
    expect(scenario.name).toBe(name);
    expect(scenario.title.length).toBeGreaterThan(20);
  });
});
