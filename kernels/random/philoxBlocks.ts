import { instantiate } from '../webAssembly.ts';
import { philoxProgram } from './philoxProgram.ts';

const BLOCK_BYTES = 16;

/** What `philoxProgram` exports. */
interface Program {
  readonly memory: { readonly buffer: ArrayBuffer };
  blocks(...words: number[]): void;
}

/** Compiled when it is first needed. */
let program: { readonly made: Int32Array; readonly blocks: Program['blocks'] } | undefined;

function load() {
  const { memory, blocks } = instantiate<Program>(philoxProgram());
  return { made: new Int32Array(memory.buffer), blocks };
}

/**
 * The blocks of `philox` for consecutive counters, several at a time by vector instructions: about eight times as fast.
 *
 * @param counter of the first block; word 0 must not overflow within the blocks
 * @param blocks a multiple of 4, 4 … 4096
 * @param out receives the four words of each block, one block after the other
 */
export function philoxBlocks(
  counter: Uint32Array,
  key: Uint32Array,
  blocks: number,
  out: Uint32Array | Int32Array,
): void {
  program ??= load();
  const [first, high, name2, name3] = counter;
  program.blocks(first, high, name2, name3, key[0], key[1], blocks * BLOCK_BYTES);
  out.set(program.made.subarray(0, (blocks * BLOCK_BYTES) / Int32Array.BYTES_PER_ELEMENT));
}
