import type { Instability } from './results.ts';
import type { Sender } from './sender.ts';

/** What to say of a queue that grew past every bound. */
export function instability(sender: Sender, waiting: number, atNs: number): Instability {
  const { user, offered, transmissions } = sender;
  const [offeredPerS, sentPerS] = [offered, transmissions].map(count => (count * 1e9) / Math.max(atNs, 1));
  const rate = (perS: number) => `${Number(perS.toPrecision(3))} a second`;
  const message = `the queue of user ${user} is unstable: ${waiting} pictures wait after ${(atNs / 1e9).toFixed(3)} s, as ${rate(offeredPerS)} appear and ${rate(sentPerS)} are sent; lower the traffic, or set a deadline or a capacity`;
  return { user, atNs, waiting, offeredPerS, sentPerS, message };
}
