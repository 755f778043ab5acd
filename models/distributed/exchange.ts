import type { Exchange } from './phases.ts';
import type { ShardedStack } from './sharded.ts';

const FLOAT32_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Bytes that a worker received from the memory of others. */
export interface Received {
  gathered: number;
  scattered: number;
  reduced: number;
}

/** Shared buffers of all exchanges by name. */
export function exchangeMemory(
  exchanges: readonly Exchange[],
  workers: number,
): Record<string, Float32Array> {
  return Object.fromEntries(
    exchanges.map(({ kind, buffer, stack, cols }) => {
      const entries = stack.count * cols * (kind === 'reduce' ? workers : stack.rows);
      return [buffer, sharedFloats(entries)];
    }),
  );
}

export function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * FLOAT32_BYTES));
}

/** Puts this worker's part of an exchange into the shared buffer. */
export function send(
  { kind, stack, cols }: Exchange,
  buffer: Float32Array,
  part: Float32Array,
  worker: number,
): void {
  if (kind === 'reduce') buffer.set(part, worker * part.length);
  else if (kind === 'gather') writeRows(stack, cols, part, buffer);
  else {
    const size = stack.rows * cols;
    for (const [i, matrix] of stack.owned.entries())
      buffer.set(part.subarray(i * size, (i + 1) * size), matrix * size);
  }
}

/** Takes this worker's part out of the shared buffer once all have sent, and counts what came from others. */
export function receive(
  { kind, stack, cols }: Exchange,
  buffer: Float32Array,
  part: Float32Array,
  received: Received,
): void {
  const own = (stack.range.end - stack.range.start) * cols;
  if (kind === 'reduce') {
    addParts(buffer, part);
    received.reduced += FLOAT32_BYTES * (buffer.length - part.length);
  } else if (kind === 'scatter') {
    readRows(stack, cols, buffer, part);
    received.scattered += FLOAT32_BYTES * (stack.count - stack.owned.length) * own;
  } else {
    const size = stack.rows * cols;
    for (const [i, matrix] of stack.owned.entries()) {
      part.set(buffer.subarray(matrix * size, (matrix + 1) * size), i * size);
      received.gathered += FLOAT32_BYTES * (size - own);
    }
  }
}

/** Adds up the workers' parts in their order, so every worker gets the same sum to the last bit. */
function addParts(parts: Float32Array, sum: Float32Array): void {
  for (let i = 0; i < sum.length; i++) {
    let total = 0;
    for (let at = i; at < parts.length; at += sum.length) total += parts[at];
    sum[i] = total;
  }
}

/** Copies this worker's rows of every matrix of a stack [count, rows, cols] into `part`, side by side. */
export function readRows(stack: ShardedStack, cols: number, whole: Float32Array, part: Float32Array): void {
  const { count, rows, range } = stack;
  const own = (range.end - range.start) * cols;
  for (let i = 0; i < count; i++) {
    const start = (i * rows + range.start) * cols;
    part.set(whole.subarray(start, start + own), i * own);
  }
}

/** The reverse of `readRows`: writes this worker's rows into the stack. */
export function writeRows(stack: ShardedStack, cols: number, part: Float32Array, whole: Float32Array): void {
  const { count, rows, range } = stack;
  const own = (range.end - range.start) * cols;
  for (let i = 0; i < count; i++)
    whole.set(part.subarray(i * own, (i + 1) * own), (i * rows + range.start) * cols);
}
