import { randomStream } from '../kernels/random/stream.ts';
import { EventLoop } from '../sim/events/loop.ts';

/** Delays that are drawn beforehand and used in turn, so that the generator is not measured. */
const DELAYS = 2 ** 16;
const FAR_NS = 3600e9;

/**
 * The hold model: every event schedules its successor, so that `pending` events wait at any time. Delays are uniform in
 * 1 … 2²⁰ ns. With `timers`, each event also sets a timer one hour ahead and cancels the one before, as repeat requests do.
 *
 * Source: Jones, "An empirical comparison of priority-queue and event-set implementations", Commun. ACM 29(4), 1986.
 *
 * @returns runs that many further events, and says how many
 */
export function holdModel(pending: number, { timers = false } = {}): (events: number) => number {
  const stream = randomStream('bench', 'hold');
  const delaysNs = Float64Array.from({ length: DELAYS }, () => 1 + (stream.uint32() >>> 12));
  const loop = new EventLoop();
  let drawn = 0;
  let left = 0;
  const setTimer = () => loop.schedule(loop.nowNs + FAR_NS, () => {});
  let timer = setTimer();
  const hold = () => {
    loop.schedule(loop.nowNs + delaysNs[drawn++ & (DELAYS - 1)], hold);
    if (timers) {
      loop.cancel(timer);
      timer = setTimer();
    }
    if (--left === 0) loop.stop();
  };
  for (let i = 0; i < pending; i++) loop.schedule(stream.uint32() >>> 12, hold);
  return events => {
    left = events;
    loop.run();
    return events;
  };
}
