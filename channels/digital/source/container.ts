import { NumericError } from '../../../kernels/errors.ts';
import type { SourceCodec } from './codec.ts';

/** A file cut in three: `body` is what the codec has to say about the picture, the rest is its container. */
export interface FileParts {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly trailer: Uint8Array;
}

/**
 * Finds the container of a file made by `encodePixels`. The container is exactly
 *
 * - JPEG: everything up to the end of the start-of-scan segment (SOI, APP0, DQT, SOF0, DHT, SOS: tables included) and the
 *   two bytes of EOI;
 * - WebP: the RIFF header (12 bytes), the headers of all chunks and all chunks but `VP8 `, and the VP8 frame tag, start code
 *   and picture size (10 bytes): 30 bytes in the simple format;
 * - AVIF: all boxes but the content of `mdat` (ftyp, meta and the header of mdat).
 *
 * @throws NumericError `file-structure` when the file is not built like that
 *
 * Source: ITU-T T.81, annex B; RFC 9649 and RFC 6386, 9.1; ISO/IEC 14496-12, 4.2.
 */
export function splitFile(file: Uint8Array, codec: SourceCodec): FileParts {
  const [start, end] = { jpeg: scan, webp: frame, avif: mediaData }[codec](Buffer.from(file));
  return { header: file.slice(0, start), body: file.slice(start, end), trailer: file.slice(end) };
}

export function joinFile({ header, body, trailer }: FileParts): Uint8Array {
  return Uint8Array.from([...header, ...body, ...trailer]);
}

function scan(file: Buffer): [number, number] {
  const START_OF_SCAN = 0xffda;
  for (let at = 2; at + 4 <= file.length; ) {
    const marker = file.readUInt16BE(at);
    at += 2 + file.readUInt16BE(at + 2);
    if (marker === START_OF_SCAN) return [at, file.length - 2];
  }
  throw strange('JPEG without a scan');
}

function frame(file: Buffer): [number, number] {
  const FRAME_HEADER = 10;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    if (file.toString('latin1', at, at + 4) === 'VP8 ') return [at + 8 + FRAME_HEADER, at + 8 + size];
    at += 8 + size + (size % 2);
  }
  throw strange('WebP without a lossy frame');
}

function mediaData(file: Buffer): [number, number] {
  for (let at = 0; at + 8 <= file.length; ) {
    const size = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'mdat') return [at + 8, at + size];
    if (size < 8) break;
    at += size;
  }
  throw strange('AVIF without media data');
}

function strange(what: string): NumericError {
  return new NumericError('file-structure', `splitFile: ${what}`);
}
