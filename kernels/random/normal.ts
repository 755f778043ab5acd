import { type ComplexSignal, complexSignal } from '../complex.ts';
import { NumericError } from '../errors.ts';
import type { RandomStream } from './stream.ts';
import { uniform } from './uniform.ts';

/** Layers of equal area that cover the bell curve, where the tail begins, and the area of one layer. */
const LAYERS = 256;
const TAIL = 3.6541528853610088;
const AREA = 0.004928673233974658;
const STEPS = 2 ** 23;

/** The curve without its constant factor. */
const bell = (x: number): number => Math.exp(-0.5 * x * x);

/** Right edge of layer i; edge 0 is the width of a rectangle with the area of the bottom layer and its tail. */
const edge = layerEdges();
const height = edge.map(bell);
/** One step of a 24-bit signed integer in layer i, and the number of steps that stay below the layer above. */
const width = edge.slice(0, LAYERS).map(x => x / STEPS);
const inside = edge.slice(0, LAYERS).map((x, i) => (edge[i + 1] / x) * STEPS);

function layerEdges(): Float64Array {
  const edges = new Float64Array(LAYERS + 1);
  edges[0] = AREA / bell(TAIL);
  edges[1] = TAIL;
  for (let i = 2; i < LAYERS; i++)
    edges[i] = Math.sqrt(-2 * Math.log(AREA / edges[i - 1] + bell(edges[i - 1])));
  return edges;
}

/**
 * A standard normal number. Draws one word in 98.5 % of all cases, more in the rest.
 *
 * Source: Marsaglia, Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5(8), 2000, with
 * layer and value taken from different bits (Doornik, "An improved ziggurat method", 2005).
 */
export function normal(stream: RandomStream): number {
  for (;;) {
    const word = stream.int32();
    const x = insideLayer(word);
    if (!Number.isNaN(x)) return x;
    const layer = word & (LAYERS - 1);
    if (layer === 0) return word < 0 ? -tail(stream) : tail(stream);
    const at = place(word, layer);
    const low = height[layer];
    if (low + uniform(stream) * (height[layer + 1] - low) < bell(at)) return at;
  }
}

/** Where in its layer a word falls: the upper 24 bits, as a signed number of half-odd steps. */
function place(word: number, layer: number): number {
  return ((word >> 8) + 0.5) * width[layer];
}

/** The normal number that a word makes at once, NaN where it takes a closer look. */
function insideLayer(word: number): number {
  const layer = word & (LAYERS - 1);
  return Math.abs((word >> 8) + 0.5) < inside[layer] ? place(word, layer) : Number.NaN;
}

/** A normal number given that it lies beyond the last layer (Marsaglia 1964). */
function tail(stream: RandomStream): number {
  for (;;) {
    const x = -Math.log(1 - uniform(stream)) / TAIL;
    const y = -Math.log(1 - uniform(stream));
    if (2 * y > x * x) return TAIL + x;
  }
}

const CHUNK = 1024;
const chunk = new Float64Array(CHUNK);

/** The next `count` ≤ 1024 numbers of repeated `normal`, in `chunk`. */
function fillChunk(stream: RandomStream, count: number): void {
  for (let done = 0; done < count; ) {
    const words = stream.peek();
    const first = stream.drawn;
    const start = done;
    for (const end = Math.min(count, start + words.length - first); done < end; done++) {
      const x = insideLayer(words[first + done - start]);
      if (Number.isNaN(x)) break;
      chunk[done] = x;
    }
    stream.skip(done - start);
    if (done < count) chunk[done++] = normal(stream);
  }
}

/** Fills `out` with standard normal numbers, the same as repeated `normal`. Returns `out`. */
export function fillNormal<T extends Float32Array>(stream: RandomStream, out: T): T {
  for (let i = 0; i < out.length; i += CHUNK) {
    const count = Math.min(CHUNK, out.length - i);
    fillChunk(stream, count);
    out.set(chunk.subarray(0, count), i);
  }
  return out;
}

/**
 * Circularly symmetric complex normal numbers: E|x|² = `variance`, half of it in each real dimension.
 *
 * @throws NumericError `random-variance` when the variance is negative or not finite
 */
export function complexNormal(stream: RandomStream, length: number, variance = 1): ComplexSignal {
  const re = new Float32Array(length);
  const im = new Float32Array(length);
  forEachChunk(stream, length, variance, (first, count) => {
    for (let j = 0; j < count; j++) {
      re[first + j] = chunk[2 * j];
      im[first + j] = chunk[2 * j + 1];
    }
  });
  return complexSignal(re, im);
}

/**
 * A signal plus the numbers that `complexNormal` would draw for it, in one pass.
 *
 * @throws NumericError `random-variance`
 */
export function addComplexNormal(
  signal: ComplexSignal,
  stream: RandomStream,
  variance: number,
): ComplexSignal {
  const { length, re, im } = signal;
  const sum = complexSignal(new Float32Array(length), new Float32Array(length));
  forEachChunk(stream, length, variance, (first, count) => {
    for (let j = 0; j < count; j++) {
      sum.re[first + j] = re[first + j] + Math.fround(chunk[2 * j]);
      sum.im[first + j] = im[first + j] + Math.fround(chunk[2 * j + 1]);
    }
  });
  return sum;
}

/** Calls `visit` for part after part of `length` complex numbers; the scaled real and imaginary parts are in `chunk`. */
function forEachChunk(
  stream: RandomStream,
  length: number,
  variance: number,
  visit: (first: number, count: number) => void,
): void {
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY))
    throw new NumericError('random-variance', `complexNormal: variance ${variance} is not in [0, ∞)`);
  const deviation = Math.sqrt(variance / 2);
  for (let first = 0; first < length; first += CHUNK / 2) {
    const count = Math.min(CHUNK / 2, length - first);
    fillChunk(stream, 2 * count);
    for (let j = 0; j < 2 * count; j++) chunk[j] *= deviation;
    visit(first, count);
  }
}
