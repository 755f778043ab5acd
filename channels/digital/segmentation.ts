import { configError, NumericError } from '../../kernels/errors.ts';
import { BLOCK_LENGTHS, ldpcCode } from './ldpc/code.ts';
import type { BlockLength, CodeRate } from './ldpc/prototypes.ts';

/** How a packet's coded bits are cut into code words. */
export interface Segmentation {
  readonly blockLength: BlockLength;
  readonly rate: CodeRate;
  readonly words: number;
  /** Information bits of all words together, shortened ones left out. */
  readonly informationBits: number;
  /** Information bits set to zero, known to the receiver and not sent. */
  readonly shortenedBits: number;
  /** Bits that carry nothing but take channel uses. */
  readonly paddingBits: number;
}

/**
 * Fills `codedBits` bits on the air with code words of length n and dimension k. With C words, ⌊codedBits/n⌋ or one more:
 *
 * - C·n > codedBits: the words are shortened by s = C·n − codedBits zeros that are not sent, spread evenly, the first words
 *   taking one more where s is not a multiple of C. The real rate sinks below k/n; nothing is punctured.
 * - C·n < codedBits: codedBits − C·n bits of padding follow the words. They count as channel uses.
 *
 * Of the allowed n and both C the choice that carries most information bits C·k − s is taken, of equals the longest n.
 *
 * @param codedBits bits that the packet's symbols hold, ≥ 0
 * @returns undefined when not even one information bit fits
 * @throws NumericError `bit-count` when codedBits is not a whole number ≥ 0; ConfigError `ldpc-code`
 */
export function segment(
  codedBits: number,
  rate: CodeRate,
  blockLength: BlockLength | 'best',
): Segmentation | undefined {
  if (!Number.isInteger(codedBits) || codedBits < 0)
    throw new NumericError('bit-count', `segment: ${codedBits} is not a number of bits`);
  const lengths = blockLength === 'best' ? BLOCK_LENGTHS : [blockLength];
  const choices = lengths.flatMap(n => {
    const full = Math.floor(codedBits / ldpcCode(n, rate).n);
    return [full, full + 1].map(words => fill(codedBits, rate, n, words));
  });
  const usable = choices.filter(({ words, informationBits }) => words > 0 && informationBits >= words);
  const most = Math.max(...usable.map(({ informationBits }) => informationBits));
  return usable.findLast(({ informationBits }) => informationBits === most);
}

/** Information bits that word `index` leaves out: its share of the shortened bits. */
export function shorteningOf({ words, shortenedBits }: Segmentation, index: number): number {
  return Math.floor(shortenedBits / words) + (index < shortenedBits % words ? 1 : 0);
}

function fill(codedBits: number, rate: CodeRate, blockLength: BlockLength, words: number): Segmentation {
  const { n, k } = ldpcCode(blockLength, rate);
  const shortenedBits = Math.max(0, words * n - codedBits);
  const paddingBits = Math.max(0, codedBits - words * n);
  return { blockLength, rate, words, informationBits: words * k - shortenedBits, shortenedBits, paddingBits };
}

/**
 * Complex channel uses of a picture: ⌊3·H·W·cbr⌋.
 *
 * @throws ConfigError `channel-uses` when that is less than one
 */
export function channelUses(width: number, height: number, cbr: number): number {
  // 3·H·W/6 in floating point may fall a hair below the whole number it is.
  const uses = Math.floor(3 * height * width * cbr * (1 + Number.EPSILON));
  if (!(uses >= 1))
    throw configError('channel-uses', 'cbr', `cbr ${cbr} gives a ${height}×${width} picture no channel use`);
  return uses;
}
