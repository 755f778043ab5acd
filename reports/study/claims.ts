/** What the papers say, to be read beside what was measured here. */
export const CLAIMS = {
  /** Steps saved on the way to AdamW's final loss, language model of 1.1 B parameters (NorMuon, 2025, abstract and table 1). */
  norMuonStepsSavedPercent: 21.74,
  /** Percentage points that NorMuon saves beyond Muon, same model. */
  norMuonBeyondMuonPoints: 11.31,
  /** Time per step of NorMuon over AdamW's, same model. */
  norMuonStepTimePercent: 2.9,
} as const;

/** Muon's own saving in the same table: the difference of the two. */
export const CLAIMED_MUON_STEPS_SAVED_PERCENT =
  CLAIMS.norMuonStepsSavedPercent - CLAIMS.norMuonBeyondMuonPoints;
