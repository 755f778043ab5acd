import type { PacketSettings } from './packet.ts';

/** A packet as the tests send it: QPSK, half of the bits information. */
export const QPSK_HALF: PacketSettings = {
  modulation: 'qpsk',
  rate: '1/2',
  blockLength: 'best',
  decoder: { algorithm: 'min-sum', iterations: 20 },
  demapper: 'exact',
  failureDetection: 'crc-32',
};
