import type { Algebra } from '../../kernels/orthogonalization/algebra.ts';
import { type Blocks, blockAlgebra } from './blocks.ts';
import type { ParameterShape } from './parameterShape.ts';
import type { Transform, TransformContext } from './transform.ts';

/**
 * Runs `inner` on each kernel [kh, kw] of a convolution filter instead of on the flattened filter [out, in·kh·kw]: what public code does
 * that reads a 4-D tensor as a stack of kernels. Parameters without kernels are treated as ever.
 */
export function perKernel(inner: Transform): Transform {
  return {
    ...inner,
    init(shape) {
      const { rows } = shape;
      const kernels = kernelsPerRow(shape);
      return inner.init(kernelShape(shape)).map(slot => ({
        rows: kernels ? rows : slot.rows,
        cols: kernels ? kernels * slot.rows * slot.cols : slot.cols,
      }));
    },
    update<M>(algebra: Algebra<M>, u: M, context: TransformContext<M>) {
      const { shape } = context;
      const count = kernelsPerRow(shape);
      if (!count) return inner.update(algebra, u, context);
      const kernel = kernelShape(shape);
      const slots = inner.init(kernel);
      const filter = (flat: M): Blocks<M> => ({ rows: kernel.rows, cols: kernel.cols, count, flat });
      const { update, state } = inner.update(blockAlgebra(algebra), filter(u), {
        ...context,
        shape: kernel,
        weights: filter(context.weights),
        state: context.state.map((flat, i) => ({ ...slots[i], count, flat })),
        numbers: context.numbers.map(flat => ({ rows: 1, cols: 1, count: 1, flat })),
      });
      return { update: update.flat, state: state.map(({ flat }) => flat) };
    },
  };
}

function kernelsPerRow({ cols, kernel }: ParameterShape): number {
  return kernel ? cols / (kernel[0] * kernel[1]) : 0;
}

function kernelShape(shape: ParameterShape): ParameterShape {
  const { name, kernel } = shape;
  return kernel ? { name: `${name}, each kernel`, rows: kernel[0], cols: kernel[1] } : shape;
}
