import type { ComparisonResult, Curve, CurvePoint, DigitalAccounting } from '../../sim/comparison/results.ts';
import { plain } from '../numbers.ts';

/** A curve of an image codec, which always says what it counts. */
export type DigitalCurve = Curve & { readonly accounting: DigitalAccounting };

/** Curves that share panels: those of one image codec with so many pictures in a file. */
export type Packing = Pick<DigitalAccounting, 'codec' | 'mosaic'>;

const CODECS: Readonly<Record<DigitalAccounting['codec'], string>> = {
  jpeg: 'JPEG',
  webp: 'WebP',
  avif: 'AVIF',
};

/** "JPEG", "WebP", "AVIF". */
export function codecLabel({ codec }: Pick<DigitalAccounting, 'codec'>): string {
  return CODECS[codec];
}

/** A caption of the gallery with its codec as it is written: "AVIF, mosaic of 12", "Original". */
export function captionLabel(caption: string): string {
  const codec = Object.entries(CODECS).find(([name]) => caption.startsWith(name));
  if (codec) return `${codec[1]}${caption.slice(codec[0].length)}`;
  return caption === 'original' ? 'Original' : caption;
}

/** "a file per picture", "mosaics of 12". */
export function mosaicLabel({ mosaic }: Pick<DigitalAccounting, 'mosaic'>): string {
  return mosaic === 1 ? 'a file per picture' : `mosaics of ${plain(mosaic)}`;
}

/** "a file per picture, headers counted". */
export function accountingLabel(accounting: Omit<DigitalAccounting, 'codec'>): string {
  return `${mosaicLabel(accounting)}, headers ${accounting.headers}`;
}

/** "AVIF, mosaics of 12, headers free". */
export function accountedLabel(accounting: DigitalAccounting): string {
  return `${codecLabel(accounting)}, ${accountingLabel(accounting)}`;
}

/** "cbr 1/6 at 10 dB". */
export function placeLabel({ cbr, snrDb }: Pick<CurvePoint, 'cbr' | 'snrDb'>): string {
  return `cbr ${cbr} at ${plain(snrDb)} dB`;
}

/** "16-QAM 2/3" of '16-qam 2/3'. */
export function modulationLabel(modulation: string): string {
  return modulation.toUpperCase();
}

/** A curve without what the heading of its panel says: "semlink", "AVIF envelope", "AVIF at capacity", "AVIF 16-QAM 2/3". */
export function wayLabel(curve: Curve): string {
  if (!isDigital(curve)) return curve.name;
  const codec = codecLabel(curve.accounting);
  if (curve.kind === 'envelope') return `${codec} envelope`;
  if (curve.kind === 'capacity') return `${codec} at capacity`;
  return `${codec} ${modulationLabel(modulationOf(curve))}`;
}

/** A curve in full: "AVIF envelope, mosaics of 12, headers free". */
export function curveLabel(curve: Curve): string {
  return isDigital(curve) ? `${wayLabel(curve)}, ${accountingLabel(curve.accounting)}` : curve.name;
}

/** A neural curve in a sentence: "semlink with denoiser of 1 step". */
export function neuralName({ name }: Curve): string {
  return name.replace(', ', ' with ');
}

/** The modulation and code rate that all points of a single digital curve have. */
export function modulationOf({ points, name }: Curve): string {
  return points[0]?.modulation ?? name;
}

export function isDigital(curve: Curve): curve is DigitalCurve {
  return curve.accounting !== undefined;
}

export function ofKind(curves: readonly Curve[], kind: 'envelope' | 'capacity' | 'digital'): DigitalCurve[] {
  return curves.filter(isDigital).filter(curve => curve.kind === kind);
}

export function neuralCurves({ curves }: Pick<ComparisonResult, 'curves'>): Curve[] {
  return curves.filter(({ kind }) => kind === 'neural');
}

/** Every pairing of image codec and mosaic that a curve has, in the order of the curves. */
export function packings(curves: readonly Curve[]): Packing[] {
  const found = curves.filter(isDigital).map(({ accounting: { codec, mosaic } }) => ({ codec, mosaic }));
  return found.filter((packing, i) => found.findIndex(other => isPacking(other, packing)) === i);
}

export function isPacking(a: Packing, b: Packing): boolean {
  return a.codec === b.codec && a.mosaic === b.mosaic;
}

export function isSameAccounting(a: DigitalAccounting, b: DigitalAccounting): boolean {
  return isPacking(a, b) && a.headers === b.headers;
}
