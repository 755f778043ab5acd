import { describe, expect, it } from 'vitest';
import { normal } from '../../../kernels/random/normal.ts';
import { randomStream } from '../../../kernels/random/stream.ts';
import { BLOCK_LENGTHS, CODE_RATES, ldpcCode } from './code.ts';
import { type DecoderSettings, ldpcDecoder } from './decode.ts';
import { encodeLdpc } from './encode.ts';

const algorithms: DecoderSettings[] = [
  { algorithm: 'min-sum', iterations: 20 },
  { algorithm: 'sum-product', iterations: 20 },
];

/** Words of a code as ratios with noise of standard deviation `deviation` on ±1. */
function received(n: 648 | 1296 | 1944, rate: (typeof CODE_RATES)[number], words: number, deviation: number) {
  const code = ldpcCode(n, rate);
  const stream = randomStream('decode', n, rate);
  const sent = new Uint8Array(words * n);
  for (let w = 0; w < words; w++)
    sent.set(
      encodeLdpc(
        code,
        Uint8Array.from({ length: code.k }, () => stream.uint32() & 1),
      ),
      w * n,
    );
  const llr = Float64Array.from(
    sent,
    bit => (2 * (1 - 2 * bit + deviation * normal(stream))) / deviation ** 2,
  );
  return { code, sent, llr };
}

describe.each(algorithms)('$algorithm', settings => {
  it.each(BLOCK_LENGTHS.flatMap(n => CODE_RATES.map(rate => [n, rate] as const)))(
    'corrects words of %d bits at rate %s',
    (n, rate) => {
      const { code, sent, llr } = received(
        n,
        rate,
        11,
        { '1/2': 0.75, '2/3': 0.6, '3/4': 0.52, '5/6': 0.45 }[rate],
      );
      expect(Math.min(...llr.map((value, i) => value * (1 - 2 * sent[i])))).toBeLessThan(0);
      const { bits, converged, iterations } = ldpcDecoder(code, settings)(llr);
      expect(bits).toEqual(sent);
      expect([...converged]).toEqual(new Array(11).fill(1));
      expect(Math.max(...iterations)).toBeLessThan(20);
    },
  );

  it('decodes a word the same in any company', () => {
    const { code, llr } = received(648, '3/4', 19, 0.62);
    const decode = ldpcDecoder(code, settings);
    const together = decode(llr);
    expect(new Set(together.converged)).toEqual(new Set([0, 1]));
    for (let w = 0; w < 19; w++) {
      const alone = decode(llr.slice(w * 648, (w + 1) * 648));
      expect(alone.bits).toEqual(together.bits.slice(w * 648, (w + 1) * 648));
      expect([alone.converged[0], alone.iterations[0]]).toEqual([
        together.converged[w],
        together.iterations[w],
      ]);
    }
  });

  it('takes certain bits as they are and needs no pass for a clean word', () => {
    const { code, sent, llr } = received(648, '1/2', 1, 0.7);
    const decode = ldpcDecoder(code, settings);
    const known = llr.map((value, i) => (i < 200 ? (1 - 2 * sent[i]) * Number.POSITIVE_INFINITY : value));
    expect(decode(known).bits).toEqual(sent);
    expect(decode(Float64Array.from(sent, bit => 4 - 8 * bit)).iterations[0]).toBe(0);
  });

  it('refuses what is not a number or not a word', () => {
    const { code, llr } = received(648, '1/2', 1, 0.7);
    const decode = ldpcDecoder(code, settings);
    expect(() => decode(llr.with(17, Number.NaN))).toThrow('log-likelihood ratio 17 is NaN');
    expect(() => decode(llr.slice(1))).toThrow('647 values are not words of 648');
  });
});

/** Plain flooding-free min-sum in floating point, straight from its definition. */
function minSumByDefinition(
  columns: number[][],
  llr: Float64Array,
  iterations: number,
  scaling: number,
): Uint8Array {
  const total = [...llr];
  const messages = columns.map(row => row.map(() => 0));
  const decided = () => Uint8Array.from(total, value => (value < 0 ? 1 : 0));
  const wrong = (bits: Uint8Array) => columns.some(row => row.reduce((sum, v) => sum ^ bits[v], 0) === 1);
  for (let pass = 0; pass < iterations && wrong(decided()); pass++)
    columns.forEach((row, r) => {
      const t = row.map((v, i) => total[v] - messages[r][i]);
      row.forEach((v, i) => {
        const others = t.filter((_, j) => j !== i);
        const sign = others.reduce((product, value) => (value < 0 ? -product : product), 1);
        messages[r][i] = scaling * sign * Math.min(...others.map(Math.abs));
        total[v] = t[i] + messages[r][i];
      });
    });
  return decided();
}

describe('min-sum in fixed point', () => {
  it.each([1, 0.75])('decides as the definition does, α = %d', scaling => {
    const { code, llr } = received(648, '5/6', 12, 0.46);
    const rows = Array.from({ length: code.n - code.k }, (_, r) => [
      ...code.columns.slice(code.rowStart[r], code.rowStart[r + 1]),
    ]);
    // Values on the grid and small enough not to be cut, so that only the products with α are rounded.
    const grid = llr.map(value => Math.round(64 * value) / 64);
    const { bits } = ldpcDecoder(code, { algorithm: 'min-sum', iterations: 4, scaling })(grid);
    for (let w = 0; w < 12; w++) {
      const expected = minSumByDefinition(rows, grid.slice(w * 648, (w + 1) * 648), 4, scaling);
      expect(bits.slice(w * 648, (w + 1) * 648)).toEqual(expected);
    }
  });
});

describe('ldpcDecoder', () => {
  it('refuses settings that mean nothing', () => {
    const code = ldpcCode(648, '1/2');
    const make = (settings: object) => () => ldpcDecoder(code, settings as DecoderSettings);
    expect(make({ algorithm: 'min-sum', iterations: 0 })).toThrow(
      'iterations: 0 is not a whole number of at least 1',
    );
    expect(make({ algorithm: 'min-sum', iterations: 5, scaling: 0 })).toThrow('scaling: 0 is not in (0, 1]');
    expect(make({ algorithm: 'viterbi', iterations: 5 })).toThrow(
      "no 'viterbi', expected 'min-sum' or 'sum-product'",
    );
  });
});
