import { elementCount, Graph, type Shape, type Tensor } from './graph.ts';
import { reshape, slice } from './ops.ts';

/** How a weight starts: Gaussian of the given standard deviation, or zeros. */
export type Start = { readonly deviation: number } | 'zeros';

/**
 * What a network asks its weights from: a name, a shape, a start value. `hidden` marks the matrices between hidden layers, which
 * an orthogonalizing optimizer may treat on its own; they are [outputs, inputs], a row for each output unit.
 */
export type Weights = (name: string, shape: Shape, start: Start, hidden?: boolean) => Tensor;

export interface WeightSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly start: Start;
  readonly hidden: boolean;
}

/** A weight's place in the flat vector of all weights. */
export interface PlacedWeight extends WeightSpec {
  readonly offset: number;
}

/** Equally shaped hidden matrices that lie side by side, so that one batched product treats them all. */
export interface Bank {
  readonly offset: number;
  readonly count: number;
  readonly rows: number;
  readonly cols: number;
}

/** The flat vector of all weights: first the banks of hidden matrices, then everything else. */
export interface WeightLayout {
  readonly weights: readonly PlacedWeight[];
  readonly banks: readonly Bank[];
  /** Entries in banks; the rest, up to `length`, is for the auxiliary optimizer. */
  readonly hiddenLength: number;
  readonly length: number;
}

/** Places weights: hidden ones grouped by shape in order of first appearance, the others behind them. */
export function layOut(specs: readonly WeightSpec[]): WeightLayout {
  const groups = new Map<string, WeightSpec[]>();
  for (const spec of specs) {
    const key = spec.hidden ? spec.shape.join('×') : '';
    groups.set(key, [...(groups.get(key) ?? []), spec]);
  }
  const others = groups.get('') ?? [];
  groups.delete('');
  let offset = 0;
  const place = (spec: WeightSpec): PlacedWeight => {
    offset += elementCount(spec.shape);
    return { ...spec, offset: offset - elementCount(spec.shape) };
  };
  const weights: PlacedWeight[] = [];
  const banks: Bank[] = [];
  for (const group of groups.values()) {
    const [rows] = group[0].shape;
    banks.push({ offset, count: group.length, rows, cols: elementCount(group[0].shape) / rows });
    weights.push(...group.map(place));
  }
  const hiddenLength = offset;
  weights.push(...others.map(place));
  return { weights, banks, hiddenLength, length: offset };
}

/** Collects what networks ask for, by building them once on a scratch graph. A weight that is asked for twice is shared. */
export function collectWeights(build: (scratch: Graph, weights: Weights) => void): WeightSpec[] {
  const scratch = new Graph('scratch');
  const specs = new Map<string, WeightSpec>();
  build(scratch, (name, shape, start, hidden = false) => {
    specs.set(name, { name, shape, start, hidden });
    return scratch.input(name, shape);
  });
  return [...specs.values()];
}

/** Hands networks views into a flat vector [length], one per weight; remembers each view in `views` for the gradient. */
export function viewsOf(flat: Tensor, layout: WeightLayout, views: Map<string, Tensor>): Weights {
  return (name, shape) => {
    const known = views.get(name);
    if (known) return known;
    const placed = layout.weights.find(weight => weight.name === name)!;
    const view = reshape(slice(flat, 0, placed.offset, placed.offset + elementCount(shape)), shape);
    views.set(name, view);
    return view;
  };
}

/** Finds a trained weight by name. */
export type WeightLookup = (name: string) => Float32Array;

/** Looks weights up in a flat vector. */
export function lookUpIn(flat: Float32Array, layout: WeightLayout): WeightLookup {
  return name => {
    const { offset, shape } = layout.weights.find(weight => weight.name === name)!;
    return flat.slice(offset, offset + elementCount(shape));
  };
}

/** Weights frozen into a graph as constants. */
export function frozen(graph: Graph, weights: WeightLookup): Weights {
  return (name, shape) => graph.constant(weights(name), shape);
}
