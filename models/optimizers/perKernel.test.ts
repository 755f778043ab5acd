import { describe, expect, it } from 'vitest';
import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { newtonSchulz } from '../../kernels/orthogonalization/newtonSchulz.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { type Course, float64Run, graphRun, matrix, relativeGap } from '../../tests/optimizerRuns.ts';
import { auonPaper, hybridAuonReference } from './auon.ts';
import { type Blocks, blockAlgebra } from './blocks.ts';
import { jordanForm, muon } from './muon.ts';
import { normuonOfficial } from './normuon.ts';
import type { Optimizer } from './optimizer.ts';
import { parameterShape } from './parameterShape.ts';

const normals = (name: string, length: number) =>
  Float64Array.from(fillNormal(randomStream('kernels', name), new Float32Array(length)));

const [OUT, IN, HEIGHT, WIDTH] = [8, 4, 3, 2];
const SHAPE = [OUT, IN, HEIGHT, WIDTH];
const SIZE = OUT * IN * HEIGHT * WIDTH;
const PER_KERNEL = HEIGHT * WIDTH;
const start = normals('start', SIZE);
const gradients = [0, 1, 2].map(i => normals(`gradient ${i}`, SIZE));
const course = (shape: readonly number[] = SHAPE): Course => ({ shape, start, gradients, learningRate: 1 });
const kernelsOf = (values: ArrayLike<number>) =>
  Array.from({ length: OUT * IN }, (_, k) =>
    Float64Array.from(values).subarray(k * PER_KERNEL, (k + 1) * PER_KERNEL),
  );
/** −u of the first step at a learning rate of 1. */
const firstUpdate = (optimizer: Optimizer, at = course()) =>
  Float64Array.from(float64Run(optimizer, at)[0].weights, (w, i) => start[i] - w);
const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));

describe('convolution filters', () => {
  it.each([
    muon({ ...jordanForm, convolution: 'flattened' }),
    normuonOfficial({ convolution: 'flattened' }),
    hybridAuonReference({ convolution: 'flattened' }),
  ])('are treated as their flattened matrix (%#)', optimizer => {
    const flat = float64Run(optimizer, course([OUT, IN * HEIGHT * WIDTH]));
    expect(float64Run(optimizer, course())).toEqual(flat);
  });

  it('get their factor from the flattened matrix, or from the kernel as published', () => {
    const depthwise = { ...course([OUT * IN, 1, HEIGHT, WIDTH]) };
    const flattened = firstUpdate(muon({ ...jordanForm, convolution: 'flattened' }), depthwise);
    const published = firstUpdate(muon({ ...jordanForm, convolution: 'perKernel' }), depthwise);
    const ratio = Math.sqrt((OUT * IN) / PER_KERNEL) / Math.sqrt(HEIGHT / WIDTH);
    expect(
      relativeGap(
        flattened,
        published.map(u => ratio * u),
      ),
    ).toBeLessThan(1e-12);
  });

  it('keep the norm of every kernel in the published NorMuon, whose state has a value per kernel row', () => {
    const optimizer = normuonOfficial({ convolution: 'perKernel' });
    expect(optimizer.init(parameterShape('w', SHAPE))[1]).toEqual({ rows: OUT, cols: IN * HEIGHT });
    const orthogonal = kernelsOf(firstUpdate(muon({ ...jordanForm, convolution: 'perKernel' })));
    for (const [k, update] of kernelsOf(firstUpdate(optimizer)).entries()) {
      expect(norm(update)).toBeCloseTo(norm(orthogonal[k]), 8);
      // After the first step v is 0.05 times the row's own mean square, so all rows of a kernel are equally long.
      const rows = [0, 1, 2].map(r => norm(update.subarray(r * WIDTH, (r + 1) * WIDTH)));
      expect(Math.max(...rows) - Math.min(...rows)).toBeLessThan(1e-7);
    }
  });

  it('are orthogonalized kernel by kernel in the published Hybrid-AuON', () => {
    const orthogonal = kernelsOf(gradients[0]).map(
      kernel =>
        newtonSchulz(
          float64Algebra,
          matrix(
            { rows: HEIGHT, cols: WIDTH },
            kernel.map(g => g * (1 - 0.95 ** 2)),
          ),
        ).data,
    );
    const x = orthogonal.flatMap(kernel => [...kernel]);
    const r = Math.sqrt(x.reduce((sum, v) => sum + Math.cosh((1.5 * v) / (norm(x) + 1e-7)) ** 2, 0) / SIZE);
    const want = x.map(v => v / (r + 1e-8));
    expect(relativeGap(firstUpdate(hybridAuonReference({ convolution: 'perKernel' })), want)).toBeLessThan(
      1e-12,
    );
    expect(relativeGap(firstUpdate(hybridAuonReference()), want)).toBeGreaterThan(0.1);
  });

  it.each([
    muon({ ...jordanForm, convolution: 'perKernel' }),
    normuonOfficial({ convolution: 'perKernel' }),
    auonPaper({ convolution: 'perKernel' }),
    hybridAuonReference({ convolution: 'perKernel' }),
  ])('meet the same on both carriers, kernel by kernel (%#)', async optimizer => {
    const [exact, single] = [float64Run(optimizer, course()), await graphRun(optimizer, course())];
    expect(relativeGap(single[2].weights, exact[2].weights)).toBeLessThan(1e-5);
  });
});

describe('blockAlgebra', () => {
  const algebra = blockAlgebra(float64Algebra);
  type B = Blocks<Matrix>;
  const blocks = (name: string, rows: number, cols: number): B => ({
    rows,
    cols,
    count: IN,
    flat: matrix({ rows: OUT, cols: IN * rows * cols }, normals(name, OUT * IN * rows * cols)),
  });
  /** The blocks as matrices of their own. A single row or block stands for all. */
  const split = ({ rows, cols, count, flat }: B): Matrix[] =>
    Array.from({ length: OUT * IN }, (_, k) => {
      const row = flat.rows === 1 ? 0 : Math.floor(k / IN);
      const at = row * flat.cols + (count === 1 ? 0 : k % IN) * rows * cols;
      return { rows, cols, data: flat.data.slice(at, at + rows * cols) };
    });
  const [a, b, tall, row] = [blocks('a', 3, 2), blocks('b', 3, 2), blocks('tall', 2, 3), blocks('row', 1, 2)];

  const unary: readonly (readonly [string, <M>(x: Algebra<M>, a: M) => M])[] = [
    ['transpose', (x, m) => x.transpose(m)],
    ['scale', (x, m) => x.scale(m, 3)],
    ['shift', (x, m) => x.shift(m, 3)],
    ['abs, sqrt', (x, m) => x.sqrt(x.abs(m))],
    ['exp', (x, m) => x.exp(m)],
    ['atLeast', (x, m) => x.atLeast(m, 0.1)],
    ['rowSums', (x, m) => x.rowSums(m)],
    ['columnSums', (x, m) => x.columnSums(m)],
    ['columnMaxima', (x, m) => x.columnMaxima(m)],
    ['columns', (x, m) => x.columns(m, [1, 1, 0])],
    ['joinColumns', (x, m) => x.joinColumns([m, x.rowSums(m)])],
    ['finite', (x, m) => x.finite(m)],
    ['requireFinite', (x, m) => x.requireFinite(m, 'm')],
    ['whole', (x, m) => x.whole(m, x.transpose)],
    [
      'constant',
      (x, m) =>
        x.add(
          m,
          x.constant(m, 3, 2, (r, c) => 10 * r + c),
        ),
    ],
  ];
  it.each(unary)('does %s block by block', (_, op) => {
    const want = split(a).map(block => op(float64Algebra, block));
    expect(split(op(algebra, a))).toEqual(want);
  });

  const binary: readonly (readonly [string, B, <M>(x: Algebra<M>, a: M, b: M) => M])[] = [
    ['add', b, (x, m, n) => x.add(m, n)],
    ['subtract a row', row, (x, m, n) => x.subtract(m, n)],
    ['times', b, (x, m, n) => x.times(m, n)],
    ['divide', b, (x, m, n) => x.divide(m, n)],
    ['multiply', tall, (x, m, n) => x.multiply(m, n)],
    ['select', b, (x, m, n) => x.select(x.positive(m), m, n)],
  ];
  it.each(binary)('does %s block by block', (_, other, op) => {
    const others = split(other);
    const want = split(a).map((block, k) => op(float64Algebra, block, others[k]));
    for (const [k, { rows, cols, data }] of split(op(algebra, a, other)).entries()) {
      expect([rows, cols]).toEqual([want[k].rows, want[k].cols]);
      expect(relativeGap(data, want[k].data)).toBeLessThan(1e-14);
    }
  });
});
