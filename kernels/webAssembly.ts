/**
 * As much of the WebAssembly binary format as inner loops need: expressions over 32-bit integers and vectors of eight 16-bit
 * or four 32-bit lanes. An expression is its own encoding; an operator is its operands followed by its code.
 *
 * Source: "WebAssembly core specification", W3C, release 2.0, section 5.
 */
export type Code = readonly number[];
export type ValueType = 'i32' | 'v128';

const TYPE: Readonly<Record<ValueType, number>> = { i32: 0x7f, v128: 0x7b };
const EMPTY = 0x40;
const VECTOR = 0xfd;

/** A local variable or parameter by its number. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

export function local(index: number): Local {
  return { get: [0x20, ...unsigned(index)], set: value => [...value, 0x21, ...unsigned(index)] };
}

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  load: (address: Code): Code => [...address, 0x28, 2, 0],
  add: (a: Code, b: Code): Code => [...a, ...b, 0x6a],
  less: (a: Code, b: Code): Code => [...a, ...b, 0x49],
};

const vector = (code: number, ...operands: Code[]): Code => [...operands.flat(), VECTOR, ...unsigned(code)];

/** Eight lanes of 16 bits. `Sat` stays at ±2¹⁵ instead of wrapping around; `Unsigned` reads lanes as 0…2¹⁶ − 1. */
export const i16x8 = {
  load: (address: Code): Code => [...address, VECTOR, 0x00, 4, 0],
  store: (address: Code, value: Code): Code => [...address, ...value, VECTOR, 0x0b, 4, 0],
  splat: (value: Code): Code => vector(0x10, value),
  equal: (a: Code, b: Code): Code => vector(0x2d, a, b),
  or: (a: Code, b: Code): Code => vector(0x50, a, b),
  xor: (a: Code, b: Code): Code => vector(0x51, a, b),
  /** Lanes of `a` where `mask` is all ones, of `b` where it is zero. */
  select: (a: Code, b: Code, mask: Code): Code => vector(0x52, a, b, mask),
  abs: (a: Code): Code => vector(0x80, a),
  /** ⌊(a·b + 2¹⁴) / 2¹⁵⌋ */
  multiplyQ15: (a: Code, b: Code): Code => vector(0x82, a, b),
  /** The eight signs as the lowest bits of an i32. */
  signs: (a: Code): Code => vector(0x84, a),
  shiftRight: (a: Code, count: Code): Code => vector(0x8c, a, count),
  addSat: (a: Code, b: Code): Code => vector(0x8f, a, b),
  subtract: (a: Code, b: Code): Code => vector(0x91, a, b),
  subtractSat: (a: Code, b: Code): Code => vector(0x92, a, b),
  minUnsigned: (a: Code, b: Code): Code => vector(0x97, a, b),
  maxUnsigned: (a: Code, b: Code): Code => vector(0x99, a, b),
};

/** Four lanes of 32 bits. */
export const i32x4 = {
  store: (address: Code, value: Code, offset: number): Code => [
    ...address,
    ...value,
    VECTOR,
    0x0b,
    4,
    ...unsigned(offset),
  ],
  splat: (value: Code): Code => vector(0x11, value),
  constant: (lanes: readonly number[]): Code => [VECTOR, 0x0c, ...lanes.flatMap(littleEndian)],
  add: (a: Code, b: Code): Code => vector(0xae, a, b),
  xor: i16x8.xor,
  /** The 64-bit products of the unsigned lanes 0 and 1, and of 2 and 3, low words first. */
  productsLow: (a: Code, b: Code): Code => vector(0xde, a, b),
  productsHigh: (a: Code, b: Code): Code => vector(0xdf, a, b),
  /** Any four of the lanes 0…3 of `a` and 4…7, those of `b`. */
  pick: (a: Code, b: Code, lanes: readonly number[]): Code => [
    ...a,
    ...b,
    VECTOR,
    0x0d,
    ...lanes.flatMap(lane => [0, 1, 2, 3].map(byte => 4 * lane + byte)),
  ],
};

/** do { body } while (condition) */
export function repeatWhile(condition: Code, ...body: readonly Code[]): Code {
  return [0x03, EMPTY, ...body.flat(), ...condition, 0x0d, 0, 0x0b];
}

export interface FunctionCode {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** A module that exports the functions and a memory of `pages` times 64 KiB as `memory`. */
export function moduleBytes(functions: readonly FunctionCode[], pages: number): Uint8Array<ArrayBuffer> {
  const types = functions.map(f => [0x60, ...list(f.parameters.map(typeOf)), ...list(f.results.map(typeOf))]);
  const exported = functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(i)]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...list(locals.map(type => [1, TYPE[type]])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(3, list(functions.map((_, i) => unsigned(i)))),
    ...section(5, list([[0x00, ...unsigned(pages)]])),
    ...section(7, list([...exported, [...text('memory'), 0x02, 0]])),
    ...section(10, list(bodies)),
  ]);
}

/** The part of the platform that the language's own types leave out. */
interface Host<Exports> {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: Exports };
  };
}

/** Compiles a module; `Exports` are its functions and `memory`. */
export function instantiate<Exports>(bytes: Uint8Array): Exports {
  const { Module, Instance } = (globalThis as unknown as Host<Exports>).WebAssembly;
  return new Instance(new Module(bytes)).exports;
}

const typeOf = (type: ValueType): Code => [TYPE[type]];
const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (name: string): Code => list([...Buffer.from(name)].map(byte => [byte]));

const littleEndian = (word: number): Code => [0, 8, 16, 24].map(shift => (word >>> shift) & 0xff);

/** LEB128 of a number ≥ 0. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** LEB128 of a signed 32-bit number. */
function signed(value: number): number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
