import { NumericError } from '../../kernels/errors.ts';
import {
  type Attribute,
  type ElementType,
  encodeModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './onnx.ts';

export type Shape = readonly number[];

/** A value of the graph: a name with a static shape. */
export interface Tensor {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
}

/**
 * Vector–Jacobian product of a node: given the gradient of each output (undefined where none flows), the gradient of each
 * input (undefined where none flows back, e.g. indices). It adds its own nodes to the graph.
 */
export type Vjp = (gradients: readonly (Tensor | undefined)[]) => readonly (Tensor | undefined)[];

interface TapeEntry {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly vjp: Vjp | undefined;
}

/**
 * An ONNX graph under construction. Shapes are static numbers and are checked while building; a leading dimension can be
 * declared free for the finished file, because no operation here stores it (see `reshape`).
 */
export class Graph {
  readonly tape: TapeEntry[] = [];
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers: OnnxTensor[] = [];
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #constants = new Map<string, Tensor>();
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Declares an input; `freeRows` names its leading dimension so that it can differ at run time. */
  input(name: string, shape: Shape, { type = 'float32', freeRows }: InputOptions = {}): Tensor {
    this.#inputs.push({ name, type, shape: freed(shape, freeRows) });
    return { graph: this, name, shape, type };
  }

  /** A float32 constant. Equal scalars are shared. */
  constant(values: Float32Array | readonly number[], shape: Shape): Tensor {
    const data = values instanceof Float32Array ? values : Float32Array.from(values);
    return this.#initializer(data, shape, 'float32');
  }

  /** An int64 constant, as indices and shapes are. Equal ones are shared: every block of a network looks up the same positions. */
  indices(values: ArrayLike<number>, shape: Shape = [values.length]): Tensor {
    const data = BigInt64Array.from(Array.from(values, v => BigInt(v)));
    return this.#initializer(data, shape, 'int64');
  }

  /** A constant stored in half precision and cast to float32 when the model is loaded: half the file size. */
  halfConstant(name: string, halves: Uint16Array, shape: Shape): Tensor {
    const bytes = new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
    this.#initializers.push({ name: `${name}.f16`, type: 'float16', shape, bytes });
    const stored: Tensor = { graph: this, name: `${name}.f16`, shape, type: 'float16' };
    return this.apply('Cast', [stored], [shape], { to: 1 })[0];
  }

  /** Adds a node; returns its outputs. Float32 outputs unless said otherwise. */
  apply(
    op: string,
    inputs: readonly Tensor[],
    outputShapes: readonly Shape[],
    attributes: Readonly<Record<string, Attribute>> = {},
    vjp?: Vjp,
  ): Tensor[] {
    for (const input of inputs)
      if (input.graph !== this)
        throw new NumericError('graph-mixed', `${op}: ${input.name} belongs to another graph`);
    const outputs = outputShapes.map((shape, i) => ({
      graph: this,
      name: `v${this.#nodes.length}${i === 0 ? '' : `_${i}`}`,
      shape,
      type: 'float32' as const,
    }));
    this.#nodes.push({ op, inputs: inputs.map(t => t.name), outputs: outputs.map(t => t.name), attributes });
    this.tape.push({ inputs, outputs, vjp });
    return outputs;
  }

  /** Publishes a tensor under `name`. */
  output(name: string, tensor: Tensor, { freeRows }: { freeRows?: string } = {}): void {
    this.#nodes.push({ op: 'Identity', inputs: [tensor.name], outputs: [name], attributes: {} });
    this.#outputs.push({ name, type: tensor.type, shape: freed(tensor.shape, freeRows) });
  }

  /** The finished ONNX file. What no output needs is left out. */
  toBytes(): Uint8Array {
    const needed = new Set(this.#outputs.map(output => output.name));
    const nodes = this.#nodes
      .toReversed()
      .filter(node => {
        const used = node.outputs.some(name => needed.has(name));
        if (used) for (const name of node.inputs) needed.add(name);
        return used;
      })
      .reverse();
    return encodeModel({
      name: this.#name,
      nodes,
      initializers: this.#initializers.filter(tensor => needed.has(tensor.name)),
      inputs: this.#inputs,
      outputs: this.#outputs,
    });
  }

  #initializer(data: Float32Array | BigInt64Array, shape: Shape, type: 'float32' | 'int64'): Tensor {
    if (data.length !== elementCount(shape))
      throw new NumericError(
        'graph-shape',
        `constant: [${shape}] needs ${elementCount(shape)} values, got ${data.length}`,
      );
    const key = type === 'int64' || data.length <= 8 ? `${type}:${shape}:${data}` : '';
    const shared = key ? this.#constants.get(key) : undefined;
    if (shared) return shared;
    const name = `c${this.#initializers.length}`;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#initializers.push({ name, type, shape, bytes });
    const tensor: Tensor = { graph: this, name, shape, type };
    if (key) this.#constants.set(key, tensor);
    return tensor;
  }
}

interface InputOptions {
  readonly type?: ElementType;
  readonly freeRows?: string;
}

export function elementCount(shape: Shape): number {
  return shape.reduce((product, d) => product * d, 1);
}

function freed(shape: Shape, freeRows: string | undefined): (number | string)[] {
  return freeRows === undefined ? [...shape] : [freeRows, ...shape.slice(1)];
}
