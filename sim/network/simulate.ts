import { NumericError } from '../../kernels/errors.ts';
import { EventLoop } from '../events/loop.ts';
import { Air } from './air.ts';
import { NO_REPEATS, nextStep } from './arq.ts';
import { need } from './checks.ts';
import { jainIndex } from './fairness.ts';
import { durationNs } from './frame.ts';
import { instability } from './instability.ts';
import {
  checkNetwork,
  DEFAULT_BATCH,
  MOST_WAITING,
  type NetworkOptions,
  type Outcome,
  type Reception,
  type Transmission,
} from './options.ts';
import type { Instability, NetworkResult } from './results.ts';
import { type Flight, type Picture, Sender } from './sender.ts';

/** Kinds of events, for the fingerprint. */
const KIND = { join: 1, leave: 2, appear: 3, decide: 4, begin: 5, arrive: 6, cut: 7, word: 8 } as const;

/**
 * Runs one cell in time: users come and go, their pictures wait in queues, a scheduler decides who sends, n channel uses last n/bandwidth and
 * arrive after the propagation delay, a receiver judges each picture, and one that it does not accept may be sent again. With a framed
 * scheduler the band is free again when the last symbol of all has arrived.
 *
 * A user who leaves is off the air from that instant on, as the receiver hears after the propagation delay: the picture on the air and
 * those that wait are lost.
 *
 * Decisions fall after all other events of their instant, so pictures that appear together can be sent together. The run is the same for
 * any `batch`.
 *
 * @throws ConfigError `network` for options that are none; NumericError `judge-outcomes` when there is not one outcome
 *   for each reception, `littles-law` if a queue broke Little's law
 */
export async function simulateNetwork<State>(options: NetworkOptions<State>): Promise<NetworkResult> {
  checkNetwork(options);
  const { scheduler, untilNs, arq = NO_REPEATS, batch = DEFAULT_BATCH, mostWaiting = MOST_WAITING } = options;
  const { rateOf = () => 1, observeBegin = () => {}, observe = () => {}, observeFate = () => {} } = options;
  const loop = new EventLoop();
  const air = new Air();
  const senders = options.users.map((settings, user) => new Sender(user, settings, observeFate));
  let state = scheduler.init(senders.length);
  /** Transmissions from their first symbol at the sender to their last at the receiver. */
  let onTheWay = 0;
  let decisionIsDue = false;
  let unjudged: Judgement[] = [];
  let unstable: Instability | null = null;
  /** What is left of an event that needs a judgement. */
  let suspended: (() => void) | undefined;

  const join = (sender: Sender) => {
    sender.present = true;
    sender.arrivals = sender.settings.arrivals();
    expectPicture(sender);
  };

  const expectPicture = (sender: Sender) => {
    let ns = sender.arrivals!();
    while (ns !== undefined && ns < sender.settings.joinsNs) ns = sender.arrivals!();
    if (ns !== undefined && ns <= untilNs)
      sender.nextArrival = loop.schedule(ns, () => appear(sender), KIND.appear);
  };

  const appear = (sender: Sender) => {
    sender.appear(loop.nowNs);
    const waiting = sender.queue.lengthAt(loop.nowNs);
    if (waiting > mostWaiting) {
      unstable = instability(sender, waiting, loop.nowNs);
      loop.stop();
      return;
    }
    expectPicture(sender);
    wantDecision();
  };

  const wantDecision = () => {
    if (decisionIsDue) return;
    decisionIsDue = true;
    loop.schedule(loop.nowNs, decide, KIND.decide);
  };

  const decide = () => {
    decisionIsDue = false;
    const { nowNs } = loop;
    if (scheduler.framed && onTheWay > 0) return;
    const ready = senders
      .filter(sender => sender.isReadyAt(nowNs))
      .map(sender => ({
        user: sender.user,
        waiting: sender.queue.lengthAt(nowNs) + (sender.repeat ? 1 : 0),
        sinceNs: sender.nextSinceNs(nowNs),
      }));
    if (ready.length === 0) return;
    const decision = scheduler.decide(state, { nowNs, ready, rateOf: user => rateOf(user, nowNs) });
    state = decision.state;
    for (const user of decision.users) send(senders[user]);
  };

  const send = (sender: Sender) => {
    const { nowNs } = loop;
    const { user } = sender;
    const picture = sender.takeNext(nowNs);
    const uses = options.uses(user, picture.index);
    need(Number.isInteger(uses) && uses >= 1, `uses of user ${user}`, uses, 'a whole number, 1 or more');
    const leftNs = nowNs + durationNs(uses, options.bandwidthHz);
    const { propagationNs } = sender.settings;
    onTheWay++;
    const begin = () => {
      air.begin(user, loop.nowNs);
      observeBegin(transmissionOf(sender, picture, nowNs));
    };
    after(propagationNs, begin, KIND.begin);
    const arrival = loop.schedule(leftNs + propagationNs, () => arrive(sender), KIND.arrive);
    sender.flight = { picture, sentNs: nowNs, leftNs, arrival };
  };

  const after = (delayNs: number, action: () => void, kind: number) => {
    if (delayNs === 0) action();
    else loop.schedule(loop.nowNs + delayNs, action, kind);
  };

  /** The last symbol has arrived, or the last one before the sender left. */
  const end = (sender: Sender, { picture, sentNs }: Flight, cutOff: boolean): Reception => {
    const { nowNs } = loop;
    const segments = air.end(sender.user, nowNs);
    onTheWay--;
    const transmission = transmissionOf(sender, picture, sentNs);
    sender.onAir(nowNs - transmission.fromNs);
    const reception = { ...transmission, toNs: nowNs, segments, cutOff };
    observe(reception);
    return reception;
  };

  const arrive = (sender: Sender) => {
    const flight = sender.flight!;
    sender.flight = undefined;
    const { picture } = flight;
    const judgement: Judgement = { sender, picture, reception: end(sender, flight, false) };
    unjudged.push(judgement);
    if (arq.maxTries === 1) sender.release(picture, loop.nowNs);
    else {
      sender.awaited = picture;
      loop.schedule(loop.nowNs + arq.feedbackNs, () => hear(judgement), KIND.word);
    }
    wantDecision();
    if (unjudged.length >= batch) suspend(() => {});
  };

  /** Word of a try reaches its sender. */
  const hear = (judgement: Judgement) => {
    const { sender, picture, outcome } = judgement;
    if (!outcome) {
      suspend(() => hear(judgement));
      return;
    }
    sender.awaited = undefined;
    wantDecision();
    const step = nextStep(picture.tries, outcome.accepted, arq);
    if (step !== 'again') {
      sender.release(picture, loop.nowNs);
      if (step === 'giveUp') sender.rejected(picture);
    } else if (!sender.present) sender.finish(picture, 'abandoned', loop.nowNs);
    else if (sender.isOverdue(picture, loop.nowNs)) sender.finish(picture, 'expired', loop.nowNs);
    else sender.repeat = picture;
  };

  const suspend = (rest: () => void) => {
    suspended = rest;
    loop.stop();
  };

  const judgeAll = async () => {
    const judged = unjudged;
    unjudged = [];
    const outcomes = await options.judge(judged.map(({ reception }) => reception));
    if (outcomes.length !== judged.length)
      throw new NumericError(
        'judge-outcomes',
        `judge: ${outcomes.length} outcomes for ${judged.length} receptions`,
      );
    for (const [i, judgement] of judged.entries()) {
      const { sender, picture, reception } = judgement;
      judgement.outcome = outcomes[i];
      if (outcomes[i].accepted) sender.delivered(picture, reception.toNs);
      else if (arq.maxTries === 1) sender.rejected(picture);
    }
  };

  const leave = (sender: Sender) => {
    const { flight } = sender;
    if (sender.nextArrival !== undefined) loop.cancel(sender.nextArrival);
    sender.leave(loop.nowNs);
    if (!flight || flight.leftNs <= loop.nowNs) return;
    loop.cancel(flight.arrival);
    sender.flight = undefined;
    sender.finish(flight.picture, 'abandoned', loop.nowNs);
    const cut = () => {
      end(sender, flight, true);
      wantDecision();
    };
    after(sender.settings.propagationNs, cut, KIND.cut);
  };

  for (const sender of senders) {
    const { joinsNs, leavesNs } = sender.settings;
    loop.schedule(joinsNs, () => join(sender), KIND.join);
    if (leavesNs !== undefined) loop.schedule(leavesNs, () => leave(sender), KIND.leave);
  }
  for (;;) {
    loop.run({ untilNs });
    if (!suspended || unstable) break;
    const rest: () => void = suspended;
    suspended = undefined;
    await judgeAll();
    rest();
  }
  await judgeAll();
  const endedNs = loop.nowNs;
  const users = senders.map(sender => sender.result(endedNs));
  return {
    users,
    endedNs,
    unstable,
    bandUse: air.busyNs(endedNs) / Math.max(endedNs, 1),
    fairness: jainIndex(users.map(({ goodputPerS }) => goodputPerS)),
    fingerprint: loop.fingerprint,
  };
}

function transmissionOf({ user, settings }: Sender, picture: Picture, sentNs: number): Transmission {
  const { index, tries, appearedNs } = picture;
  const fromNs = sentNs + settings.propagationNs;
  return { user, picture: index, tries, appearedNs, sentNs, fromNs };
}

interface Judgement {
  readonly sender: Sender;
  readonly picture: Picture;
  readonly reception: Reception;
  outcome?: Outcome;
}
