import { NumericError } from '../../kernels/errors.ts';
import type { Tensor } from './graph.ts';
import { add } from './ops.ts';

/**
 * Reverse-mode differentiation: ∂loss/∂w for each w in `wrt`, as new tensors of the same graph. Only nodes that lie between
 * a w and the loss are walked, so frozen parts of a network cost nothing.
 *
 * @throws NumericError if the loss is not a scalar, does not depend on some w, or runs through an operation that has no
 * derivative here.
 */
export function gradient(loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (loss.shape.length !== 0)
    throw new NumericError('graph-loss', `gradient: the loss has shape [${loss.shape}], not []`);
  const { graph } = loss;
  const tape = [...graph.tape];
  const dependent = new Set(wrt.map(w => w.name));
  for (const entry of tape)
    if (entry.inputs.some(input => dependent.has(input.name)))
      for (const out of entry.outputs) dependent.add(out.name);

  const gradients = new Map<string, Tensor>([[loss.name, graph.constant([1], [])]]);
  for (const entry of tape.reverse()) {
    const incoming = entry.outputs.map(out => gradients.get(out.name));
    if (incoming.every(g => g === undefined) || !entry.inputs.some(input => dependent.has(input.name)))
      continue;
    if (!entry.vjp)
      throw new NumericError(
        'graph-derivative',
        `gradient: no derivative for the node that makes ${entry.outputs[0].name}`,
      );
    entry.vjp(incoming).forEach((g, i) => {
      const { name } = entry.inputs[i];
      if (!g || !dependent.has(name)) return;
      const sofar = gradients.get(name);
      gradients.set(name, sofar ? add(sofar, g) : g);
    });
  }
  return wrt.map(w => {
    const g = gradients.get(w.name);
    if (!g) throw new NumericError('graph-loss', `gradient: the loss does not depend on ${w.name}`);
    return g;
  });
}
