import { existsSync, readFileSync } from 'node:fs';
import { configError } from '../../kernels/errors.ts';
import { writeWhole } from '../runtime/writeWhole.ts';

/** Everything a training run needs to go on exactly where it stood. */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  /** What is being trained: network, optimizer, seed. A run that differs in one of them is another run. */
  readonly run: Readonly<Record<string, unknown>>;
  /** How it has been trained so far: a run may be continued on other pictures or for more steps, and this keeps the record. */
  readonly history: readonly Leg[];
  readonly weights: Float32Array;
  readonly state: Float32Array;
}

/** A stretch of training under unchanged conditions, from the step after `afterStep` on. */
export interface Leg {
  readonly afterStep: number;
  readonly pictures: readonly string[];
  readonly steps: number;
  /** Who took the steps, where it was another runtime; see `exportStep`. */
  readonly runtime?: string;
}

const MAGIC = 'semlink-checkpoint-1';

/**
 * Writes one file: a line of JSON with step, run and lengths, then the two vectors. The file is replaced in one step, so a kill leaves
 * either the old or the new checkpoint.
 */
export function saveCheckpoint(file: string, { step, run, history, weights, state }: Checkpoint): void {
  const head = `${JSON.stringify({ format: MAGIC, step, run, history, weights: weights.length, state: state.length })}\n`;
  writeWhole(file, Buffer.concat([Buffer.from(head), bytesOf(weights), bytesOf(state)]), 'checkpoint-write');
}

/** The checkpoint in `file`, or undefined where there is none yet. Throws ConfigError when the file is something else. */
export function loadCheckpoint(file: string): Checkpoint | undefined {
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  const end = bytes.indexOf(10);
  const head = parseHead(file, bytes.subarray(0, Math.max(end, 0)).toString('utf8'));
  const expected = end + 1 + 4 * (head.weights + head.state);
  if (bytes.length !== expected)
    throw configError('checkpoint-damaged', file, `is ${bytes.length} bytes long, expected ${expected}`);
  const floats = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + end + 1, bytes.byteOffset + bytes.length),
  );
  return {
    step: head.step,
    run: head.run,
    history: head.history,
    weights: floats.slice(0, head.weights),
    state: floats.slice(head.weights),
  };
}

interface Head {
  readonly format: string;
  readonly step: number;
  readonly run: Readonly<Record<string, unknown>>;
  readonly history: readonly Leg[];
  readonly weights: number;
  readonly state: number;
}

function parseHead(file: string, line: string): Head {
  const wrong = (cause?: unknown) => configError('checkpoint-format', file, `is not a ${MAGIC} file`, cause);
  try {
    const head = JSON.parse(line) as Head;
    if (head.format !== MAGIC) throw wrong();
    return head;
  } catch (cause) {
    throw wrong(cause);
  }
}

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
