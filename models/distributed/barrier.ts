import { RuntimeFailure } from '../../kernels/errors.ts';

const ARRIVED = 0;
const ROUND = 1;
const BROKEN = 2;

/** Shared memory of a barrier. */
export function barrierMemory(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Blocks the calling thread until all `workers` have come here. What a worker wrote to shared memory before is visible to all of
 * them behind it.
 *
 * @throws RuntimeFailure when the barrier is broken, before or while waiting
 */
export function waitForAll(memory: Int32Array, workers: number): void {
  const round = Atomics.load(memory, ROUND);
  refuseBroken(memory);
  if (Atomics.add(memory, ARRIVED, 1) === workers - 1) {
    Atomics.store(memory, ARRIVED, 0);
    Atomics.add(memory, ROUND, 1);
    Atomics.notify(memory, ROUND);
  } else Atomics.wait(memory, ROUND, round);
  refuseBroken(memory);
}

/** Releases everyone who waits, now and later, with an error: somebody will never come. */
export function breakBarrier(memory: Int32Array): void {
  Atomics.store(memory, BROKEN, 1);
  Atomics.add(memory, ROUND, 1);
  Atomics.notify(memory, ROUND);
}

function refuseBroken(memory: Int32Array): void {
  if (Atomics.load(memory, BROKEN) === 1)
    throw new RuntimeFailure('barrier-broken', 'another worker of this run is gone');
}
