/** Keeps values by index, dropping the least recently used ones once their sizes add up to more than the limit. */
export interface ByteCache<T> {
  get(index: number): T | undefined;
  /** Stores a value of `bytes` bytes; a value larger than the whole limit is not kept. */
  set(index: number, value: T, bytes: number): void;
}

/** An empty cache that holds at most `limitBytes` bytes. 0 keeps nothing. */
export function byteCache<T>(limitBytes: number): ByteCache<T> {
  // A Map iterates in order of insertion, so its first key is always the least recently used one.
  const entries = new Map<number, { value: T; bytes: number }>();
  let heldBytes = 0;

  return {
    get(index) {
      const entry = entries.get(index);
      if (entry === undefined) return undefined;
      entries.delete(index);
      entries.set(index, entry);
      return entry.value;
    },
    set(index, value, bytes) {
      heldBytes += bytes - (entries.get(index)?.bytes ?? 0);
      entries.delete(index);
      entries.set(index, { value, bytes });
      for (const [oldest, entry] of entries) {
        if (heldBytes <= limitBytes) break;
        entries.delete(oldest);
        heldBytes -= entry.bytes;
      }
    },
  };
}
