import { parentPort, workerData } from 'node:worker_threads';
import { waitForAll } from './barrier.ts';
import type { Assignment, Done, Order } from './messages.ts';
import { openShard } from './shard.ts';

// A worker thread of the distributed optimizer: opens its shard, says so, and answers every order when it is carried out.
const assignment = workerData as Assignment;
const shard = await openShard(assignment, () =>
  waitForAll(assignment.memory.barrier, assignment.work.workers),
);
const nothing = { gathered: 0, scattered: 0, reduced: 0 };
const answer = (done: Done) => parentPort!.postMessage(done);

parentPort!.on('message', async (order: Order) => {
  if (order === 'step') answer({ received: await shard.step() });
  else {
    shard.save();
    answer({ received: nothing });
  }
});
answer({ received: nothing });
