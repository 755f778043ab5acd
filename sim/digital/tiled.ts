import { channelUses } from '../../channels/digital/segmentation.ts';
import { cut, paste, tilesOf } from '../../channels/digital/source/mosaic.ts';
import { type Image, image } from '../../kernels/image.ts';
import { type DigitalReception, type DigitalSettings, transmitDigitally } from './transmit.ts';

/** WebP codes up to 16,383 pixels a side; a quarter of that keeps the codecs' memory below 1 GB. */
const LARGEST_SIDE = 4096;

/**
 * A picture of any size over the digital baseline: what has a side beyond `largestSide` is cut into tiles of equal size,
 * each a file and packets of its own with the same bandwidth ratio, that fail one by one. One tile is held at a time beside
 * the picture itself.
 *
 * @returns one reception per tile and the whole picture
 * @throws as `transmitDigitally`; ConfigError `channel-uses`
 */
export async function transmitTiled(
  picture: Image,
  settings: Omit<DigitalSettings, 'uses'> & { readonly cbr: number },
  largestSide = LARGEST_SIDE,
): Promise<{ readonly picture: Image; readonly tiles: readonly Omit<DigitalReception, 'picture'>[] }> {
  const { width, height } = picture;
  const received = image(width, height);
  const tiles: Omit<DigitalReception, 'picture'>[] = [];
  for (const [index, tile] of tilesOf(width, height, largestSide).entries()) {
    const { picture: part, ...result } = await transmitDigitally(cut(picture, tile), {
      ...settings,
      uses: channelUses(tile.width, tile.height, settings.cbr),
      fallback: cut(settings.fallback, tile),
      streamName: [...settings.streamName, 'tile', index],
    });
    paste(received, part, tile);
    tiles.push(result);
  }
  return { picture: received, tiles };
}
