/**
 * The instants at which one user's pictures appear, one a call: whole nanoseconds that never decrease; undefined once there are no
 * more.
 */
export type ArrivalProcess = () => number | undefined;

export const NS_PER_S = 1e9;
