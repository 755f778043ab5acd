"""Reads an ONNX file and evaluates it with numpy or jax.numpy: the operations that a training step of semlink has."""
import numpy as np

ELEMENT_TYPES = {1: np.float32, 7: np.int64, 9: np.bool_, 10: np.float16}


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """Number and value of each field of a protobuf message."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
            yield key >> 3, value
            continue
        size, at = varint(data, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
        yield key >> 3, data[at:at + size]
        at += size


def values(data, number, kind=bytes):
    return [kind(value) for n, value in fields(data) if n == number]


def text(data):
    return bytes(data).decode()


def whole_numbers(data):
    out, at = [], 0
    while at < len(data):
        value, at = varint(data, at)
        out.append(value - (value >> 63 << 64))
    return out


def attribute(data):
    name = kind = value = None
    whole = []
    for number, content in fields(data):
        if number == 1: name = text(content)
        elif number == 2: value = float(np.frombuffer(content, '<f4')[0])
        elif number == 3: value = content - (content >> 63 << 64)
        elif number == 4: value = text(content)
        elif number == 8: whole += whole_numbers(content)
        elif number == 20: kind = content
    # A zero is left out of the file.
    return name, whole if kind == 7 else value or 0


def tensor(data):
    shape = sum(values(data, 1, whole_numbers), [])
    [kind], [name], raw = values(data, 2, int), values(data, 8, text), values(data, 9)
    return name, np.frombuffer(raw[0] if raw else b'', ELEMENT_TYPES[kind]).reshape(shape)


class Graph:
    """The nodes of an ONNX file in order, and its constants."""

    def __init__(self, path):
        with open(path, 'rb') as file:
            [graph] = values(memoryview(file.read()), 7, memoryview)
        self.constants = dict(values(graph, 5, tensor))
        self.nodes = [
            (values(n, 4, text)[0], values(n, 1, text), values(n, 2, text)[0], dict(values(n, 5, attribute)))
            for n in values(graph, 1, memoryview)
        ]

    def __call__(self, xp, inputs, wanted):
        """The outputs `wanted`, computed by `xp`: numpy, or jax.numpy under jit."""
        known = {**self.constants, **inputs}
        for operation, sources, target, attributes in self.nodes:
            known[target] = OPERATIONS[operation](xp, attributes, *(known[name] for name in sources))
        return [known[name] for name in wanted]


def axes(constant):
    return tuple(int(i) for i in constant)


def cut(x, starts, ends, along):
    places = [slice(None)] * x.ndim
    for start, end, axis in zip(axes(starts), axes(ends), axes(along)):
        places[axis] = slice(start, end)
    return x[tuple(places)]


def softmax(xp, x):
    e = xp.exp(x - xp.max(x, axis=-1, keepdims=True))
    return e / xp.sum(e, axis=-1, keepdims=True)


def add_rows(xp, x, rows, addends):
    """x with addends[i] added to row rows[i]."""
    if xp is np:
        total = x.copy()
        np.add.at(total, rows[:, 0], addends)
        return total
    return xp.asarray(x).at[np.asarray(rows)[:, 0]].add(addends)


def gemm(xp, attributes, a, b):
    return xp.matmul(a.T if attributes.get('transA') else a, b.T if attributes.get('transB') else b)


OPERATIONS = {
    'Abs': lambda xp, at, x: xp.abs(x),
    'Add': lambda xp, at, x, y: x + y,
    'Cast': lambda xp, at, x: x.astype(ELEMENT_TYPES[at['to']]),
    'Concat': lambda xp, at, *parts: xp.concatenate(parts, axis=at['axis']),
    'Div': lambda xp, at, x, y: x / y,
    'Exp': lambda xp, at, x: xp.exp(x),
    'Expand': lambda xp, at, x, shape: xp.broadcast_to(x, np.broadcast_shapes(x.shape, axes(shape))),
    'Gather': lambda xp, at, x, index: xp.take(x, index, axis=at['axis'], mode='clip'),
    'Gemm': gemm,
    'Greater': lambda xp, at, x, y: x > y,
    'Identity': lambda xp, at, x: x,
    'LessOrEqual': lambda xp, at, x, y: x <= y,
    'Log': lambda xp, at, x: xp.log(x),
    'MatMul': lambda xp, at, x, y: xp.matmul(x, y),
    'Max': lambda xp, at, x, y: xp.maximum(x, y),
    'Mul': lambda xp, at, x, y: x * y,
    'Reciprocal': lambda xp, at, x: 1 / x,
    'ReduceMax': lambda xp, at, x, along: xp.max(x, axis=axes(along), keepdims=True),
    'ReduceSum': lambda xp, at, x, along: xp.sum(x, axis=axes(along), keepdims=True),
    'ReduceSumSquare': lambda xp, at, x, along: xp.sum(x * x, axis=axes(along), keepdims=True),
    'Reshape': lambda xp, at, x, shape: xp.reshape(x, axes(shape)),
    'ScatterND': lambda xp, at, x, rows, addends: add_rows(xp, x, rows, addends),
    'Sigmoid': lambda xp, at, x: 1 / (1 + xp.exp(-x)),
    'Sign': lambda xp, at, x: xp.sign(x),
    'Slice': lambda xp, at, x, starts, ends, along: cut(x, starts, ends, along),
    'Softmax': lambda xp, at, x: softmax(xp, x),
    'Softplus': lambda xp, at, x: xp.logaddexp(x, 0),
    'Sqrt': lambda xp, at, x: xp.sqrt(x),
    'Sub': lambda xp, at, x, y: x - y,
    'Transpose': lambda xp, at, x: xp.transpose(x, at['perm']),
    'Where': lambda xp, at, mask, x, y: xp.where(mask, x, y),
}
