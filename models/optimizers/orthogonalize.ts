import { MUON_STEPS, newtonSchulz } from '../../kernels/orthogonalization/newtonSchulz.ts';
import { type PolarExpressOptions, polarExpress } from '../../kernels/orthogonalization/polarExpress.ts';
import type { Quintic } from '../../kernels/orthogonalization/quintic.ts';
import { requireMatrix } from './parameterShape.ts';
import type { Transform } from './transform.ts';

export type Orthogonalization =
  | { readonly method?: 'newtonSchulz'; readonly steps?: readonly Quintic[]; readonly epsilon?: number }
  | ({ readonly method: 'polarExpress' } & PolarExpressOptions);

/**
 * u ← about the orthogonal polar factor of u, by Newton–Schulz (five steps of Muon unless said otherwise) or by the Polar Express. A zero
 * update stays zero.
 *
 * @throws ConfigError from `init` for a vector
 */
export function orthogonalize(options: Orthogonalization = {}): Transform {
  return {
    init(shape) {
      requireMatrix(shape);
      return [];
    },
    update: (algebra, u) => ({
      update: algebra.whole(u, x =>
        options.method === 'polarExpress'
          ? polarExpress(algebra, x, options)
          : newtonSchulz(algebra, x, options.steps ?? MUON_STEPS, options.epsilon),
      ),
      state: [],
    }),
  };
}
