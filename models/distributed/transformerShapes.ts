import type { MatrixShape } from './owners.ts';

/** A language model of the NorMuon paper (Li et al., 2025): `depth` layers of width 128·depth. */
export interface PlannedModel {
  readonly name: string;
  readonly depth: number;
}

export const PLANNED_MODELS: readonly PlannedModel[] = [
  { name: '1.1B', depth: 16 },
  { name: '5.4B', depth: 28 },
];

/**
 * Hidden matrices (outputs × inputs) of a model: per layer the projections to queries, keys, values and back, and the gate, up and
 * down matrices of a SwiGLU four times as wide. Keys and values have depth/4 heads of 128.
 */
export function hiddenMatrices(depth: number): MatrixShape[] {
  const [width, keys, inner] = [128 * depth, 128 * (depth / 4), 4 * 128 * depth];
  const layer: MatrixShape[] = [
    { rows: width, cols: width },
    { rows: keys, cols: width },
    { rows: keys, cols: width },
    { rows: width, cols: width },
    { rows: inner, cols: width },
    { rows: inner, cols: width },
    { rows: width, cols: inner },
  ];
  return Array.from({ length: depth }, () => layer).flat();
}
