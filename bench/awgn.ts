import { spawnSync } from 'node:child_process';
import { awgn } from '../channels/awgn.ts';
import { RuntimeFailure } from '../kernels/errors.ts';
import { complexNormal } from '../kernels/random/normal.ts';
import { randomStream } from '../kernels/random/stream.ts';

const SYMBOLS = 1e7;
const ROUNDS = 3;

/** CPU seconds for noise on 10⁷ complex symbols, the best of several rounds, beside NumPy's in the same run. */
export interface AwgnRate {
  readonly name: string;
  readonly unit: 'complex symbols/CPU s';
  readonly best: number;
  /** NumPy's rates, or 'absent' without a python3 that has it. */
  readonly numpy: NumpyRates | 'absent';
}

interface NumpyRates {
  readonly version: string;
  /** x + √(N0/2)·(standard_normal(n) + 1j·standard_normal(n)), complex128. */
  readonly standardNormal: number;
  readonly ratio: number;
  /** The same in single precision and in place, with a view in place of complex arithmetic. */
  readonly singleInPlace: number;
  readonly ratioSingleInPlace: number;
}

const SCRIPT = `
import json, time
import numpy as np
n = ${SYMBOLS}
rng = np.random.default_rng(1)
x = np.ones(n, dtype=np.complex128)
def plain():
    return x + np.sqrt(0.05) * (rng.standard_normal(n) + 1j * rng.standard_normal(n))
single = x.astype(np.complex64)
def in_place():
    noise = rng.standard_normal(2 * n, dtype=np.float32)
    noise *= np.float32(np.sqrt(0.05))
    y = noise.view(np.complex64)
    y += single
    return y
def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start
plain_s = min(seconds(plain) for _ in range(2))
print(json.dumps({"version": np.__version__, "plain": plain_s, "inPlace": min(seconds(in_place) for _ in range(2))}))
`;

interface NumpySeconds {
  readonly version: string;
  readonly plain: number;
  readonly inPlace: number;
}

function numpySeconds(): NumpySeconds | 'absent' {
  const present = spawnSync('python3', ['-c', 'import numpy']);
  if (present.error || present.status !== 0) return 'absent';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', SCRIPT], { encoding: 'utf8' });
  if (status !== 0) throw new RuntimeFailure('bench-numpy', `NumPy's side of the bench failed:\n${stderr}`);
  return JSON.parse(stdout);
}

function ownSeconds(): number {
  const signal = complexNormal(randomStream('bench', 'awgn'), SYMBOLS);
  const seconds = [0, 1].map(round => {
    const start = process.cpuUsage();
    awgn(signal, { noiseVar: 0.1 }, randomStream('bench', 'awgn', round));
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return Math.min(...seconds);
}

export function awgnRates(): AwgnRate[] {
  let own = Number.POSITIVE_INFINITY;
  let numpy: NumpySeconds | 'absent' = 'absent';
  // In turns, so that whatever else the machine does meets both alike.
  for (let round = 0; round < ROUNDS; round++) {
    own = Math.min(own, ownSeconds());
    const other = numpySeconds();
    numpy = numpy === 'absent' || other === 'absent' ? other : faster(numpy, other);
  }
  const rate = (seconds: number) => Math.round(SYMBOLS / seconds);
  const ratio = (seconds: number) => Number((seconds / own).toFixed(2));
  return [
    {
      name: 'awgn on 10⁷ complex symbols',
      unit: 'complex symbols/CPU s',
      best: rate(own),
      numpy:
        numpy === 'absent'
          ? numpy
          : {
              version: numpy.version,
              standardNormal: rate(numpy.plain),
              ratio: ratio(numpy.plain),
              singleInPlace: rate(numpy.inPlace),
              ratioSingleInPlace: ratio(numpy.inPlace),
            },
    },
  ];
}

function faster(a: NumpySeconds, b: NumpySeconds): NumpySeconds {
  return {
    version: a.version,
    plain: Math.min(a.plain, b.plain),
    inPlace: Math.min(a.inPlace, b.inPlace),
  };
}
