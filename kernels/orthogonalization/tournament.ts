/** One round: the partner of each player, itself if it sits out. */
export type Round = readonly number[];

/**
 * A round-robin tournament of n players by the circle method: in n − 1 rounds (n for odd n) every pair meets once, and in each
 * round nobody meets more than one other.
 */
export function tournament(n: number): Round[] {
  const even = n + (n % 2);
  return Array.from({ length: n < 2 ? 0 : even - 1 }, (_, round) => {
    const seats = [0, ...Array.from({ length: even - 1 }, (_, i) => 1 + ((i + round) % (even - 1)))];
    const partners = Array.from({ length: n }, (_, player) => player);
    seats.forEach((player, seat) => {
      const partner = seats[even - 1 - seat];
      if (player < n && partner < n) partners[player] = partner;
    });
    return partners;
  });
}
