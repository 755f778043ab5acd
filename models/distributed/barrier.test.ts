import { describe, expect, it } from 'vitest';
import { RuntimeFailure } from '../../kernels/errors.ts';
import { barrierMemory, breakBarrier, waitForAll } from './barrier.ts';

describe('waitForAll', () => {
  it('lets a lone worker pass, again and again', () => {
    const memory = barrierMemory();
    for (let round = 0; round < 3; round++) waitForAll(memory, 1);
    expect(Atomics.load(memory, 1)).toBe(3);
  });

  it('refuses whoever comes to a broken barrier', () => {
    const memory = barrierMemory();
    breakBarrier(memory);
    expect(() => waitForAll(memory, 2)).toThrow(RuntimeFailure);
    expect(() => waitForAll(memory, 2)).toThrow('another worker of this run is gone');
  });
});
