import { normal } from '../../../kernels/random/normal.ts';
import { choice } from '../../../kernels/random/permutation.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { uniform } from '../../../kernels/random/uniform.ts';

/** A colour in linear light, each component ≥ 0, 1 being the white of sRGB. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** OKLab coordinates: lightness in [0, 1], green–red and blue–yellow axes about ±0.15 for ordinary surfaces. */
interface Lab {
  readonly lightness: number;
  readonly a: number;
  readonly b: number;
}

/** A family of colours: main hue in degrees of OKLab, and how colourful. */
export interface PaletteFamily {
  readonly hueDeg: number;
  readonly chroma: number;
}

/** Families that are common outdoors and on tables. */
const FAMILIES: readonly PaletteFamily[] = [
  { hueDeg: 55, chroma: 0.07 }, // clay and wood
  { hueDeg: 75, chroma: 0.06 }, // sand and straw
  { hueDeg: 75, chroma: 0.015 }, // stone
  { hueDeg: 125, chroma: 0.075 }, // leaves
  { hueDeg: 160, chroma: 0.045 }, // moss and copper
  { hueDeg: 235, chroma: 0.055 }, // sky and water
  { hueDeg: 255, chroma: 0.02 }, // slate
  { hueDeg: 30, chroma: 0.09 }, // brick and fruit
  { hueDeg: 350, chroma: 0.05 }, // blossom
];

const COLOURS = 6;
const JITTER = { lightness: 0.035, chroma: 0.009 };

/** A few colours that go together. */
export type Palette = readonly Lab[];

/**
 * Draws a palette, of any family unless one is given: lightness spread from dark to bright, hues near one family's, and one or two colours of the
 * opposite hue. Lightness varies far more than hue, as in photographs, where R, G and B are strongly correlated.
 */
export function drawPalette(stream: RandomStream, given?: PaletteFamily): Palette {
  const family = given ?? choice(stream, FAMILIES);
  const chroma = family.chroma * (0.4 + 0.9 * uniform(stream));
  const accents = choice(stream, [0, 1, 1, 2]);
  const darkest = 0.15 + 0.18 * uniform(stream);
  const brightest = 0.76 + 0.18 * uniform(stream);

  return Array.from({ length: COLOURS }, (_, i) => {
    const isAccent = i < accents;
    const hueDeg = family.hueDeg + (isAccent ? 180 : 0) + 18 * normal(stream);
    const hue = (hueDeg * Math.PI) / 180;
    const strength = chroma * (isAccent ? 1.1 : 0.35 + 0.9 * uniform(stream));
    // Accents take a random place on the scale of lightness, the others share it evenly.
    const place = isAccent ? uniform(stream) : (i - accents + uniform(stream)) / (COLOURS - accents);
    const lightness = darkest + (brightest - darkest) * place;
    // Bright surfaces are pale: a strong colour reflects only part of the light.
    const paleness = Math.min(1, 0.25 + 1.5 * (1 - lightness));
    return { lightness, a: paleness * strength * Math.cos(hue), b: paleness * strength * Math.sin(hue) };
  });
}

/** One of the palette's colours, slightly off, as no two leaves of a tree are the same. */
export function drawColour(stream: RandomStream, palette: Palette): Colour {
  const { lightness, a, b } = choice(stream, palette);
  return labToLinear({
    lightness: lightness + JITTER.lightness * normal(stream),
    a: a + JITTER.chroma * normal(stream),
    b: b + JITTER.chroma * normal(stream),
  });
}

/** OKLab to linear sRGB, clipped at 0. Source: B. Ottosson, "A perceptual color space for image processing", 2020. */
function labToLinear({ lightness, a, b }: Lab): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    green: Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    blue: Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  };
}
