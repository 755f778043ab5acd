import { EventLoop } from '../events/loop.ts';
import { durationNs } from './frame.ts';

/** The way of one picture through the cell. `frame` counts the pictures of each user from 0. */
export interface Delivery {
  readonly user: number;
  readonly frame: number;
  readonly producedNs: number;
  readonly sentNs: number;
  readonly arrivedNs: number;
}

export interface CellOptions {
  readonly users: number;
  /** Pictures per user. */
  readonly frames: number;
  /** Time from one picture of a user to the next. All users' pictures appear at the same instants. */
  readonly periodNs: number;
  readonly bandwidthHz: number;
  /** Users send one after the other, user 0 first, instead of all at once. */
  readonly takesTurns: boolean;
  /** Complex channel uses that one user's picture takes in this frame. */
  uses(frame: number): number;
}

/**
 * Runs one cell: users produce pictures, a frame carries one picture of each user, a receiver hands over each picture
 * when its last symbol has arrived. n channel uses last n/bandwidthHz, rounded up to whole nanoseconds. A picture that
 * finds the band taken waits in its user's queue. Deliveries come in the order of arrival.
 */
export function simulateCell(options: CellOptions): Delivery[] {
  const { users, frames, periodNs, takesTurns } = options;
  const loop = new EventLoop();
  const queues = Array.from({ length: users }, (): Produced[] => []);
  const deliveries: Delivery[] = [];
  let bandIsFree = true;

  const produce = (user: number, frame: number) => {
    queues[user].push({ user, frame, producedNs: loop.nowNs });
    if (frame + 1 < frames) loop.schedule(loop.nowNs + periodNs, () => produce(user, frame + 1));
    sendFrame();
  };

  const sendFrame = () => {
    if (!bandIsFree || queues.some(queue => queue.length === 0)) return;
    bandIsFree = false;
    const slotNs = durationNs(options.uses(queues[0][0].frame), options.bandwidthHz);
    for (const queue of queues) {
      const picture = queue.shift()!;
      const sentNs = loop.nowNs + (takesTurns ? picture.user * slotNs : 0);
      loop.schedule(sentNs + slotNs, () => receive(picture, sentNs));
    }
    loop.schedule(loop.nowNs + (takesTurns ? users : 1) * slotNs, () => {
      bandIsFree = true;
      sendFrame();
    });
  };

  const receive = (picture: Produced, sentNs: number) => {
    deliveries.push({ ...picture, sentNs, arrivedNs: loop.nowNs });
  };

  for (let user = 0; user < users; user++) loop.schedule(0, () => produce(user, 0));
  loop.run();
  return deliveries;
}

type Produced = Pick<Delivery, 'user' | 'frame' | 'producedNs'>;
