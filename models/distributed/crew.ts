import { Worker } from 'node:worker_threads';
import { RuntimeFailure } from '../../kernels/errors.ts';
import { breakBarrier } from './barrier.ts';
import type { Received } from './exchange.ts';
import type { Assignment, Done, Order } from './messages.ts';

/** Worker threads that carry out orders together. */
export interface Crew {
  readonly threads: readonly Worker[];
  /** Gives an order to all; resolves when all have carried it out. `during` says what for, should one be lost: "in step 7". */
  order(order: Order, during: string): Promise<readonly Received[]>;
  dismiss(): Promise<void>;
}

interface Waiting {
  resolve(received: Received): void;
  reject(failure: RuntimeFailure): void;
}

/**
 * Starts one thread per assignment and waits until all are ready. When a thread ends unasked, everyone who waits for it is released:
 * the other threads at the barrier, and the caller with a RuntimeFailure, now and at every later order.
 */
export async function startCrew(assignments: readonly Assignment[]): Promise<Crew> {
  const waiting = new Map<number, Waiting>();
  const causes = new Map<number, Error>();
  /** Resolves for each thread when it has answered its last order, or has ended. */
  const busy = new Map<number, Promise<void>>();
  let [during, dismissed] = ['while starting', false];
  let failure: RuntimeFailure | undefined;

  function lose(worker: number, code: number): void {
    if (dismissed || failure) return;
    const cause = causes.get(worker);
    failure = new RuntimeFailure(
      'worker-lost',
      `worker ${worker + 1} of ${assignments.length} ended ${during} with exit code ${code}${cause ? `: ${cause.message}` : ''}`,
      { cause },
    );
    breakBarrier(assignments[0].memory.barrier);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  }

  const threads = assignments.map(assignment => {
    const { worker } = assignment;
    const thread = new Worker(new URL('./entry.js', import.meta.url), { workerData: assignment });
    busy.set(worker, answerOrEnd(thread));
    thread.on('message', ({ received }: Done) => {
      waiting.get(worker)?.resolve(received);
      waiting.delete(worker);
    });
    thread.on('error', error => causes.set(worker, error));
    thread.on('exit', code => lose(worker, code));
    return thread;
  });
  const answers = () =>
    Promise.all(
      threads.map(
        (_, worker) =>
          new Promise<Received>((resolve, reject) => {
            if (failure) reject(failure);
            else waiting.set(worker, { resolve, reject });
          }),
      ),
    );
  const dismiss = async () => {
    dismissed = true;
    // A thread that is stopped while it loads or runs a network can take the process with it, so each finishes what it is at.
    await Promise.all(busy.values());
    await Promise.all(threads.map(thread => thread.terminate()));
  };

  try {
    await answers();
  } catch (error) {
    await dismiss();
    throw error;
  }
  return {
    threads,
    dismiss,
    order(order, when) {
      during = when;
      const all = answers();
      threads.forEach((thread, worker) => {
        if (!failure) busy.set(worker, answerOrEnd(thread));
        thread.postMessage(order);
      });
      return all;
    },
  };
}

/** Resolves when a thread answers or ends. */
function answerOrEnd(thread: Worker): Promise<void> {
  return new Promise(resolve => {
    thread.once('message', () => resolve()).once('exit', () => resolve());
  });
}
