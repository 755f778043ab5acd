import type { ComplexSignal } from '../../kernels/complex.ts';
import { zeroSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';

/** A frame on its way to the receiver, on the receiver's own clock. */
export interface Sending {
  /** Number of the receiver's sample that holds its first symbol, see `sampleAt`. */
  readonly first: number;
  /** s: symbols of unit mean power, one a sample. */
  readonly signal: ComplexSignal;
  /** h of every sample, and P. */
  readonly gains: ComplexSignal;
  readonly power: number;
}

/** What the receiver heard while a frame was on the air, before its own noise. */
export interface Heard {
  /** Σ_j h_j √P_j s_j, the wanted frame with all others. */
  readonly signal: ComplexSignal;
  /** Σ_{j≠k} |h_j|² P_j of those who were on the air at that sample. */
  readonly othersPower: Float64Array;
}

/**
 * The receiver's sample that is nearest to an instant: ⌊t·B + ½⌋, one symbol of every sender a sample. So frames that do not
 * begin together are shifted against each other by whole symbols, each by at most half a symbol from its true place.
 */
export function sampleAt(timeNs: number, bandwidthHz: number): number {
  return Math.floor((timeNs * bandwidthHz) / 1e9 + 0.5);
}

/** Samples per page. */
const PAGE = 4096;

interface Page {
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly power: Float64Array;
}

interface Entry {
  readonly sending: Sending;
  /** Samples of it that are in the sum, and how many there will be. */
  mixed: number;
  length: number;
  /** Whether someone will ask for it. */
  wanted: boolean;
}

/**
 * The superposition at one receiver, sample by sample, each computed once: every frame is added where it lies, whoever listens. K frames of n
 * symbols that overlap cost Kn additions, not K²n.
 *
 * A sample is summed over the frames in the order in which they began, when it is first asked for; until then frames may begin and be cut
 * short. So what is heard does not depend on when it is asked for.
 *
 * @throws NumericError `air-order` when a frame begins at a sample that has been heard already
 */
export class SampledAir {
  readonly #pages = new Map<number, Page>();
  readonly #entries = new Map<Sending, Entry>();
  #summed = 0;

  /** Pages in memory. */
  get pages(): number {
    return this.#pages.size;
  }

  begin(sending: Sending): void {
    if (sending.first < this.#summed)
      throw new NumericError(
        'air-order',
        `SampledAir: a frame begins at sample ${sending.first}, but ${this.#summed} have been heard`,
      );
    this.#entries.set(sending, { sending, mixed: 0, length: sending.signal.length, wanted: true });
  }

  /** Its sender left: samples from `end` on do not arrive, and nobody will ask for it. */
  cut(sending: Sending, end: number): void {
    const entry = this.#entries.get(sending)!;
    entry.length = Math.min(entry.length, Math.max(0, end - sending.first));
    entry.wanted = false;
  }

  /** What was heard during a frame that has arrived whole; asked for once. */
  hear(sending: Sending): Heard {
    const { first, signal, gains, power } = sending;
    const count = signal.length;
    this.#sumUpTo(first + count);
    const heard = zeroSignal(count);
    const othersPower = new Float64Array(count);
    this.#along(first, count, (page, at, from, length) => {
      heard.re.set(page.re.subarray(at, at + length), from);
      heard.im.set(page.im.subarray(at, at + length), from);
      for (let i = 0; i < length; i++) {
        const own = (gains.re[from + i] ** 2 + gains.im[from + i] ** 2) * power;
        // What is left of rounding when everyone else is silent is not below nothing.
        othersPower[from + i] = Math.max(0, page.power[at + i] - own);
      }
    });
    this.#entries.get(sending)!.wanted = false;
    this.#forget();
    return { signal: heard, othersPower };
  }

  #sumUpTo(end: number): void {
    if (end <= this.#summed) return;
    for (const entry of this.#entries.values()) {
      const { sending, mixed } = entry;
      const upTo = Math.min(entry.length, end - sending.first);
      if (upTo <= mixed) continue;
      this.#along(sending.first + mixed, upTo - mixed, (page, at, from, length) =>
        addTo(page, at, sending, mixed + from, length),
      );
      entry.mixed = upTo;
    }
    this.#summed = end;
  }

  /** Visits `count` samples from `first` on, page by page. */
  #along(
    first: number,
    count: number,
    visit: (page: Page, at: number, from: number, length: number) => void,
  ): void {
    for (let from = 0; from < count; ) {
      const number = Math.floor((first + from) / PAGE);
      const at = first + from - number * PAGE;
      const length = Math.min(PAGE - at, count - from);
      let page = this.#pages.get(number);
      if (!page) {
        page = { re: new Float32Array(PAGE), im: new Float32Array(PAGE), power: new Float64Array(PAGE) };
        this.#pages.set(number, page);
      }
      visit(page, at, from, length);
      from += length;
    }
  }

  /** Lets go of frames that are summed and heard, and of pages that nobody will ask for. */
  #forget(): void {
    let oldest = this.#summed;
    for (const [sending, { mixed, length, wanted }] of this.#entries) {
      if (!wanted && mixed >= length) this.#entries.delete(sending);
      else if (wanted) oldest = Math.min(oldest, sending.first);
    }
    for (const number of this.#pages.keys()) if ((number + 1) * PAGE <= oldest) this.#pages.delete(number);
  }
}

function addTo(
  page: Page,
  at: number,
  { signal, gains, power }: Sending,
  from: number,
  length: number,
): void {
  const amplitude = Math.sqrt(power);
  for (let i = 0; i < length; i++) {
    const [re, im] = [signal.re[from + i], signal.im[from + i]];
    const [gainRe, gainIm] = [gains.re[from + i], gains.im[from + i]];
    page.re[at + i] += amplitude * (gainRe * re - gainIm * im);
    page.im[at + i] += amplitude * (gainRe * im + gainIm * re);
    page.power[at + i] += (gainRe ** 2 + gainIm ** 2) * power;
  }
}
