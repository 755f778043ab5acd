/** Children per node. With four, a heap is half as deep as with two, and a node's children lie side by side in memory. */
const ARITY = 4;
/** Index of the first entry: so the children of each node begin at a multiple of four, on one cache line. */
const ROOT = ARITY - 1;

/**
 * Min-heap of (time, slot) in the order of (time, sequence), in typed arrays that grow by doubling, with nothing for the
 * garbage collector to follow. A slot is in the heap at most once; its sequence is read only where times are equal.
 */
export class EventHeap {
  #timesNs = new Float64Array(64);
  #slots = new Uint32Array(64);
  #sequences = new Float64Array(64);
  /** Index behind the last entry. */
  #end = ROOT;

  get size(): number {
    return this.#end - ROOT;
  }

  /** Of the first entry; the heap must not be empty. */
  get firstTimeNs(): number {
    return this.#timesNs[ROOT];
  }

  get firstSlot(): number {
    return this.#slots[ROOT];
  }

  sequenceOf(slot: number): number {
    return this.#sequences[slot];
  }

  insert(timeNs: number, sequence: number, slot: number): void {
    if (this.#end === this.#timesNs.length) this.#grow();
    while (slot >= this.#sequences.length) this.#sequences = doubled(this.#sequences);
    this.#sequences[slot] = sequence;
    const [timesNs, slots, sequences] = [this.#timesNs, this.#slots, this.#sequences];
    let hole = this.#end++;
    while (hole > ROOT) {
      const parent = parentOf(hole);
      const parentNs = timesNs[parent];
      if (parentNs < timeNs || (parentNs === timeNs && sequences[slots[parent]] < sequence)) break;
      timesNs[hole] = parentNs;
      slots[hole] = slots[parent];
      hole = parent;
    }
    timesNs[hole] = timeNs;
    slots[hole] = slot;
  }

  removeFirst(): void {
    const last = --this.#end;
    if (last > ROOT) this.#sink(ROOT, last);
  }

  /** Keeps the entries whose slot `keeps`, in time proportional to their number. */
  filter(keeps: (slot: number) => boolean): void {
    let end = ROOT;
    for (let i = ROOT; i < this.#end; i++) {
      if (!keeps(this.#slots[i])) continue;
      this.#timesNs[end] = this.#timesNs[i];
      this.#slots[end++] = this.#slots[i];
    }
    this.#end = end;
    for (let i = parentOf(end - 1); i >= ROOT; i--) this.#sink(i, i);
  }

  /** Lets entry `from` sink to its place below `top`, which counts as empty. */
  #sink(top: number, from: number): void {
    const [timesNs, slots, sequences, end] = [this.#timesNs, this.#slots, this.#sequences, this.#end];
    const timeNs = timesNs[from];
    const slot = slots[from];
    let hole = top;
    for (;;) {
      const first = ARITY * (hole - ROOT + 1);
      if (first >= end) break;
      const behind = Math.min(first + ARITY, end);
      let least = first;
      let leastNs = timesNs[first];
      for (let child = first + 1; child < behind; child++) {
        const childNs = timesNs[child];
        if (childNs > leastNs) continue;
        if (childNs === leastNs && sequences[slots[child]] > sequences[slots[least]]) continue;
        least = child;
        leastNs = childNs;
      }
      if (leastNs > timeNs || (leastNs === timeNs && sequences[slots[least]] > sequences[slot])) break;
      timesNs[hole] = leastNs;
      slots[hole] = slots[least];
      hole = least;
    }
    timesNs[hole] = timeNs;
    slots[hole] = slot;
  }

  #grow(): void {
    this.#timesNs = doubled(this.#timesNs);
    const slots = new Uint32Array(this.#timesNs.length);
    slots.set(this.#slots);
    this.#slots = slots;
  }
}

function parentOf(index: number): number {
  return (index >> 2) + ROOT - 1;
}

function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * values.length);
  more.set(values);
  return more;
}
