import type { ComplexSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { permutation } from '../../kernels/random/permutation.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { type Demapper, demap } from './demap.ts';
import { ldpcCode } from './ldpc/code.ts';
import { type DecoderSettings, ldpcDecoder } from './ldpc/decode.ts';
import { encodeLdpc } from './ldpc/encode.ts';
import type { BlockLength, CodeRate } from './ldpc/prototypes.ts';
import { type FailureDetection, frameBits, payloadBytes, unframe } from './payload.ts';
import { BITS_PER_SYMBOL, type Modulation, mapBits } from './qam.ts';
import { type Segmentation, segment, shorteningOf } from './segmentation.ts';

export interface PacketSettings {
  readonly modulation: Modulation;
  readonly rate: CodeRate;
  readonly blockLength: BlockLength | 'best';
  readonly decoder: DecoderSettings;
  readonly demapper: Demapper;
  readonly failureDetection: FailureDetection;
}

/** A packet of a fixed number of channel uses: bytes to symbols and back. */
export interface PacketFormat {
  readonly uses: number;
  /** Largest payload in bytes. */
  readonly capacity: number;
  readonly segmentation: Segmentation;
  /** Throws NumericError `payload-size` beyond the capacity. */
  send(payload: Uint8Array): ComplexSignal;
  /**
   * @param signal received symbols, scaled to what was sent at unit mean energy
   * @param noiseVar N0 per complex symbol after that scaling
   * @param sent the payload, for an oracle
   * @returns the payload, or undefined when it is found to be wrong
   */
  receive(signal: ComplexSignal, noiseVar: number, sent: Uint8Array): Uint8Array | undefined;
}

/**
 * Packets of `uses` complex symbols: payload → frame with check → LDPC words → padding → interleaver → Gray QAM. The
 * interleaver is one fixed pseudo-random permutation over the whole packet, padding included. Mean energy per symbol is
 * one on average over the bits, not exactly one in each packet.
 *
 * @returns undefined when the symbols cannot carry a single byte at this modulation and rate
 * @throws ConfigError `modulation`, `ldpc-code`, `ldpc-decoder`
 */
export function packetFormat(uses: number, settings: PacketSettings): PacketFormat | undefined {
  const { modulation, rate, failureDetection } = settings;
  // Checks the name before it is used as a key.
  mapBits(new Uint8Array(0), modulation);
  const codedBits = uses * BITS_PER_SYMBOL[modulation];
  const segmentation = segment(codedBits, rate, settings.blockLength);
  const capacity = segmentation ? payloadBytes(segmentation.informationBits, failureDetection) : 0;
  if (!segmentation || capacity < 1) return undefined;

  const code = ldpcCode(segmentation.blockLength, rate);
  const decode = ldpcDecoder(code, settings.decoder);
  const order = permutation(randomStream('digital', 'interleaver'), codedBits);
  const places = wordPlaces(segmentation, code.n, code.k);
  const padding = randomStream('digital', 'padding');
  const paddingBits = Uint8Array.from({ length: segmentation.paddingBits }, () => padding.uint32() & 1);

  return {
    uses,
    capacity,
    segmentation,
    send(payload) {
      if (payload.length > capacity)
        throw new NumericError('payload-size', `send: ${payload.length} bytes in a packet of ${capacity}`);
      const information = frameBits(payload, segmentation.informationBits, failureDetection);
      const coded = new Uint8Array(codedBits);
      let taken = 0;
      for (const { start, sentInformation, length } of places) {
        const bits = new Uint8Array(code.k);
        bits.set(information.subarray(taken, taken + sentInformation));
        taken += sentInformation;
        const word = encodeLdpc(code, bits);
        coded.set(word.subarray(0, sentInformation), start);
        coded.set(word.subarray(code.k), start + length - (code.n - code.k));
      }
      coded.set(paddingBits, codedBits - paddingBits.length);
      return mapBits(
        coded.map((_, i) => coded[order[i]]),
        modulation,
      );
    },
    receive(signal, noiseVar, sent) {
      if (signal.length !== uses)
        throw new NumericError('signal-shape', `receive: ${signal.length} symbols in a packet of ${uses}`);
      const llr = demap(signal, noiseVar, modulation, settings.demapper);
      const coded = new Float64Array(codedBits);
      for (let i = 0; i < codedBits; i++) coded[order[i]] = llr[i];
      // Shortened bits are zeros for certain.
      const words = new Float64Array(places.length * code.n).fill(Number.POSITIVE_INFINITY);
      places.forEach(({ start, sentInformation, length }, w) => {
        words.set(coded.subarray(start, start + sentInformation), w * code.n);
        words.set(coded.subarray(start + sentInformation, start + length), w * code.n + code.k);
      });
      const { bits } = decode(words);
      const information = new Uint8Array(segmentation.informationBits);
      let taken = 0;
      places.forEach(({ sentInformation }, w) => {
        information.set(bits.subarray(w * code.n, w * code.n + sentInformation), taken);
        taken += sentInformation;
      });
      return unframe(information, failureDetection, sent);
    },
  };
}

/** Where each word lies among the coded bits, and how much of it is sent: information, then all of its parity. */
function wordPlaces(segmentation: Segmentation, n: number, k: number) {
  let start = 0;
  return Array.from({ length: segmentation.words }, (_, w) => {
    const shortened = shorteningOf(segmentation, w);
    const place = { start, sentInformation: k - shortened, length: n - shortened };
    start += place.length;
    return place;
  });
}
