export { ConfigError, NumericError, RuntimeFailure } from './kernels/errors.ts';
export type { Image } from './kernels/image.ts';
export type { Codec, Denoiser } from './models/codec/codec.ts';
export type { Latent, LatentEstimate } from './models/codec/latent.ts';
export { loadCodec, loadDenoiser } from './models/weights/load.ts';
export { renderReport } from './reports/page.ts';
export { runCampaign } from './sim/campaign.ts';
export type { Point, PointResult, RunResult } from './sim/results.ts';
export { defineScenario } from './sim/scenario.ts';
