/** A batch closes when it holds this many pictures, or this many pixels together. */
export interface BatchLimit {
  readonly pictures: number;
  readonly pixels: number;
}

/** What a network call takes at most, where nothing else is asked for. */
export const NETWORK_BATCH: BatchLimit = { pictures: 64, pixels: 2 ** 18 };

interface Sized {
  readonly width: number;
  readonly height: number;
}

export interface Batches<T> {
  /** Puts an item into the open batch; when that closes the batch, waits until it has been worked off. */
  add(item: T): Promise<void>;
  /** Works off what is left. */
  finish(): Promise<void>;
}

/** Collects items until they make a full batch, then hands them to `work`, in the order in which they came. */
export function batches<T extends Sized>(
  limit: BatchLimit,
  work: (items: readonly T[]) => Promise<void>,
): Batches<T> {
  let open: T[] = [];
  let pixels = 0;
  const finish = async () => {
    const full = open;
    open = [];
    pixels = 0;
    if (full.length > 0) await work(full);
  };
  return {
    async add(item) {
      open.push(item);
      pixels += item.width * item.height;
      if (open.length >= limit.pictures || pixels >= limit.pixels) await finish();
    },
    finish,
  };
}

/** Items of each key in batches of their own, for work that takes one key at a time. */
export interface KeyedBatches<Key, T> {
  add(key: Key, item: T): Promise<void>;
  /** Works off what is left, in the order in which the keys came. */
  finish(): Promise<void>;
}

export function keyedBatches<Key, T extends Sized>(
  limit: BatchLimit,
  work: (key: Key, items: readonly T[]) => Promise<void>,
): KeyedBatches<Key, T> {
  const queues = new Map<Key, Batches<T>>();
  return {
    add(key, item) {
      const queue = queues.get(key) ?? batches<T>(limit, items => work(key, items));
      queues.set(key, queue);
      return queue.add(item);
    },
    async finish() {
      for (const queue of queues.values()) await queue.finish();
    },
  };
}
