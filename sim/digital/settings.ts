import { z } from 'zod';
import { SOURCE_CODECS, type SourceCodec } from '../../channels/digital/source/codec.ts';
import type { SourceSettings } from '../../channels/digital/source/rate.ts';
import { isOneOf, one } from '../scenarioFields.ts';
import type { LayerPowers } from './plan.ts';

/** How coded pictures are sent in a cell. */
export const digitalSchema = z.strictObject({
  codec: one<SourceCodec>(`one of ${SOURCE_CODECS.join(', ')}`, isOneOf(SOURCE_CODECS)).default('avif'),
  /** Whether the bytes of a file's container are sent, or known to the receiver at no cost. */
  headers: one<SourceSettings['headers']>("'free' or 'counted'", isOneOf(['free', 'counted'])).default(
    'free',
  ),
  /** Powers of the layers of `noma-sic`: the users' energy split so that all layers have the same SINR, or each user's own. */
  powers: one<LayerPowers>("'split' or 'given'", isOneOf(['split', 'given'])).default('split'),
});
