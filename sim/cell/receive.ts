import type { ComplexSignal } from '../../kernels/complex.ts';
import { configError } from '../../kernels/errors.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import type { Received, Sending } from '../channel/medium.ts';
import type { Belief } from '../link.ts';
import type { FrameSettings } from './schemes.ts';

/** Why users cannot be cancelled in the downlink. */
export const NO_KEYS =
  'omdma-pic and omdma-sic need a receiver that holds all keys; in the downlink every user holds only its own';

type Listen = (sendings: readonly Sending[], slot: NamePart, turn?: number) => Received;

/** The received symbols from which each user is read, and what the receiver believes of them, by the scheme; see `exchangeFrame`. */
export function receive(
  onAir: readonly Sending[],
  { scheme, streamName, direction = 'uplink' }: FrameSettings,
  listen: Listen,
): { readonly signal: ComplexSignal; readonly belief: Belief; readonly together?: Received }[] {
  const read = ({ signal, belief }: Received, k: number) => ({ signal, belief: belief(k) });
  const atUser = (sendings: readonly Sending[], k: number) => {
    const { user, gain } = onAir[k];
    return read(
      listen(
        sendings.map(sending => ({ ...sending, user, gain })),
        user,
      ),
      k,
    );
  };
  switch (scheme) {
    case 'omdma':
    case 'superposed': {
      if (direction === 'downlink') return onAir.map((_, k) => atUser(onAir, k));
      const superposition = listen(onAir, 'everyone');
      return onAir.map((_, k) => read(superposition, k));
    }
    case 'omdma-pic':
    case 'omdma-sic': {
      if (direction === 'downlink') throw configError('downlink-keys', 'direction', NO_KEYS);
      const together = listen(onAir, 'everyone');
      return onAir.map((_, k) => ({ ...read(together, k), together }));
    }
    case 'gaussian': {
      const standIns = onAir.map(own => {
        const stream = randomStream(...streamName, 'interferer', own.user);
        return { ...own, signal: complexNormal(stream, own.signal.length) };
      });
      return onAir.map((own, k) => {
        const heard = standIns.with(k, own);
        return direction === 'downlink' ? atUser(heard, k) : read(listen(heard, 'everyone'), k);
      });
    }
    case 'tdma':
      return onAir.map((own, k) => read(listen([own], own.user, k), 0));
  }
}
