/** A batch closes when it holds this many pictures, or this many pixels together. */
export interface BatchLimit {
  readonly pictures: number;
  readonly pixels: number;
}

/** What a network call takes at most, where nothing else is asked for. */
export const NETWORK_BATCH: BatchLimit = { pictures: 64, pixels: 2 ** 18 };

export interface Batches<T> {
  /** Puts an item into the open batch; when that closes the batch, waits until it has been worked off. */
  add(item: T): Promise<void>;
  /** Works off what is left. */
  finish(): Promise<void>;
}

/** Collects items until they make a full batch, then hands them to `work`, in the order in which they came. */
export function batches<T extends { readonly width: number; readonly height: number }>(
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
