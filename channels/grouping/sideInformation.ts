/** Bits of a permutation key. */
const KEY_BITS = 256;
/** Bits of one effective gain: two 16-bit reals. */
const GAIN_BITS = 32;

/** Bits that must reach the users before they can receive in groups, beside what they need anyway. */
export interface SideInformation {
  /** Every user is told its group's label, ⌈log2 G⌉ bits for G groups. */
  readonly labelBits: number;
  /** Every user with mates is sent the group's key, 256 bits, under its own key, which it has already. */
  readonly keyBits: number;
  /**
   * Every user with mates is sent its effective gain b_k, 32 bits: pilots show a user a_kj, but not how its mates' latents add to its own.
   */
  readonly gainBits: number;
  readonly totalBits: number;
}

/**
 * What one grouping costs. Groups of one cost nothing but the label. The base station measures similarity on latents that it holds,
 * which costs nothing on the air; users who measure it themselves would have to send their vectors up, which is not counted here.
 *
 * @param groups label of every user's group
 */
export function sideInformation(groups: readonly number[]): SideInformation {
  const sizes = new Map<number, number>();
  for (const label of groups) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const withMates = groups.filter(label => sizes.get(label)! > 1).length;
  const labelBits = groups.length * Math.ceil(Math.log2(Math.max(1, sizes.size)));
  const keyBits = KEY_BITS * withMates;
  const gainBits = GAIN_BITS * withMates;
  return { labelBits, keyBits, gainBits, totalBits: labelBits + keyBits + gainBits };
}
