import protobuf from 'protobufjs';

/**
 * The part of the ONNX file format that semlink writes and reads, as a protobuf descriptor. Field numbers are those of
 * the public onnx.proto (IR version 10).
 */
const descriptor = protobuf.Root.fromJSON({
  nested: {
    onnx: {
      nested: {
        ModelProto: {
          fields: {
            irVersion: { type: 'int64', id: 1 },
            producerName: { type: 'string', id: 2 },
            graph: { type: 'GraphProto', id: 7 },
            opsetImport: { rule: 'repeated', type: 'OperatorSetIdProto', id: 8 },
          },
        },
        OperatorSetIdProto: {
          fields: { domain: { type: 'string', id: 1 }, version: { type: 'int64', id: 2 } },
        },
        GraphProto: {
          fields: {
            node: { rule: 'repeated', type: 'NodeProto', id: 1 },
            name: { type: 'string', id: 2 },
            initializer: { rule: 'repeated', type: 'TensorProto', id: 5 },
            input: { rule: 'repeated', type: 'ValueInfoProto', id: 11 },
            output: { rule: 'repeated', type: 'ValueInfoProto', id: 12 },
          },
        },
        NodeProto: {
          fields: {
            input: { rule: 'repeated', type: 'string', id: 1 },
            output: { rule: 'repeated', type: 'string', id: 2 },
            name: { type: 'string', id: 3 },
            opType: { type: 'string', id: 4 },
            attribute: { rule: 'repeated', type: 'AttributeProto', id: 5 },
          },
        },
        AttributeProto: {
          fields: {
            name: { type: 'string', id: 1 },
            f: { type: 'float', id: 2 },
            i: { type: 'int64', id: 3 },
            s: { type: 'bytes', id: 4 },
            ints: { rule: 'repeated', type: 'int64', id: 8, options: { packed: true } },
            type: { type: 'int32', id: 20 },
          },
        },
        TensorProto: {
          fields: {
            dims: { rule: 'repeated', type: 'int64', id: 1, options: { packed: true } },
            dataType: { type: 'int32', id: 2 },
            name: { type: 'string', id: 8 },
            rawData: { type: 'bytes', id: 9 },
          },
        },
        ValueInfoProto: { fields: { name: { type: 'string', id: 1 }, type: { type: 'TypeProto', id: 2 } } },
        TypeProto: { fields: { tensorType: { type: 'TensorTypeProto', id: 1 } } },
        TensorTypeProto: {
          fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } },
        },
        TensorShapeProto: { fields: { dim: { rule: 'repeated', type: 'DimensionProto', id: 1 } } },
        DimensionProto: {
          fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { type: 'string', id: 2 } },
        },
      },
    },
  },
});

const modelType = descriptor.lookupType('onnx.ModelProto');

/** Element types by their ONNX numbers. */
const ELEMENT_TYPE = { float32: 1, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof ELEMENT_TYPE;

export type Attribute = number | string | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A graph input or output; a string dimension is free (chosen at run time). */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** Serialises a graph as an ONNX file (opset 20). */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const message = modelType.fromObject({
    irVersion: 10,
    producerName: 'semlink',
    opsetImport: [{ domain: '', version: 20 }],
    graph: {
      name: graph.name,
      node: graph.nodes.map((node, i) => ({
        name: `n${i}_${node.op}`,
        opType: node.op,
        input: node.inputs,
        output: node.outputs,
        attribute: Object.entries(node.attributes).map(([name, value]) => encodeAttribute(name, value)),
      })),
      initializer: graph.initializers.map(tensor => ({
        name: tensor.name,
        dataType: ELEMENT_TYPE[tensor.type],
        dims: tensor.shape,
        rawData: tensor.bytes,
      })),
      input: graph.inputs.map(encodeValue),
      output: graph.outputs.map(encodeValue),
    },
  });
  return modelType.encode(message).finish();
}

function encodeAttribute(name: string, value: Attribute): Record<string, unknown> {
  if (typeof value === 'number') return { name, type: 2, i: value };
  if (typeof value === 'string') return { name, type: 3, s: Buffer.from(value) };
  if ('float' in value) return { name, type: 1, f: value.float };
  return { name, type: 7, ints: value };
}

function encodeValue(value: OnnxValue): Record<string, unknown> {
  const dim = value.shape.map(d => (typeof d === 'string' ? { dimParam: d } : { dimValue: d }));
  return { name: value.name, type: { tensorType: { elemType: ELEMENT_TYPE[value.type], shape: { dim } } } };
}

/** The initializers of an ONNX file. Throws the decoder's error when the bytes are no ONNX model. */
export function decodeInitializers(bytes: Uint8Array): OnnxTensor[] {
  const model = modelType.toObject(modelType.decode(bytes), { longs: Number, arrays: true }) as DecodedModel;
  return (model.graph?.initializer ?? []).map(({ name, dataType, dims, rawData }) => ({
    name,
    type: ELEMENT_TYPES.find(type => ELEMENT_TYPE[type] === dataType) ?? 'float32',
    shape: dims,
    bytes: rawData,
  }));
}

const ELEMENT_TYPES = Object.keys(ELEMENT_TYPE) as ElementType[];

interface DecodedModel {
  readonly graph?: {
    readonly initializer: readonly {
      readonly name: string;
      readonly dataType: number;
      readonly dims: readonly number[];
      readonly rawData: Uint8Array;
    }[];
  };
}
