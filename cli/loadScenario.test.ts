import { describe, expect, it } from 'vitest';
import { parseScenario } from '../sim/scenario.ts';
import { loadScenario, scenarioNames } from './loadScenario.ts';

describe('the scenarios that come with semlink', async () => {
  const names = await scenarioNames();

  it('are these', () => {
    expect(names).toEqual(['interference', 'omdma', 'single-user']);
  });

  it.each(names)('%s is valid and carries the name of its file', async name => {
    const scenario = parseScenario(await loadScenario(name));
    expect(scenario.name).toBe(name);
    expect(scenario.title.length).toBeGreaterThan(20);
  });
});
