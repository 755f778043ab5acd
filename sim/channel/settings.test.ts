import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import { parseScenario } from '../cell/scenario.ts';
import { applySettings } from '../settings.ts';

const cell = { name: 'cell', power: 'perUser' } as const;

function problemsOf(fields: Record<string, unknown>): string {
  try {
    parseScenario({ ...cell, ...fields });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return 'no problem';
}

describe('channels of a scenario', () => {
  it('are none, and leave no trace, where it names none', () => {
    expect(Object.keys(parseScenario(cell)).filter(key => key.startsWith('channel'))).toEqual([]);
  });

  it('get their defaults, and all are run', () => {
    const { channel, channels } = parseScenario({
      ...cell,
      channels: { slow: { fading: { dopplerHz: 5 } }, echoes: { multipath: { delaySpreadNs: 100 } } },
    });
    expect(channel).toEqual(['slow', 'echoes']);
    expect(channels).toEqual({
      slow: { fading: { dopplerHz: 5, time: 'doppler' }, toldNoise: 'perEntry' },
      echoes: {
        multipath: { delaySpreadNs: 100 },
        ofdm: { subcarriers: 64, cyclicPrefix: 16 },
        toldNoise: 'perEntry',
      },
    });
  });

  it('can be known ones, picked by name', () => {
    const { channel, channels } = parseScenario({ ...cell, channel: ['awgn', 'rayleigh'] });
    expect(channel).toEqual(['awgn', 'rayleigh']);
    expect(channels).toEqual({
      awgn: { toldNoise: 'perEntry' },
      rayleigh: { fading: { time: 'block' }, toldNoise: 'perEntry' },
    });
  });

  it('parse to themselves, and can be changed one by one', () => {
    const once = parseScenario({ ...cell, channels: { 'two-pilots': { fading: {}, pilots: 2 } } });
    expect(parseScenario(once)).toEqual(once);
    const changed = parseScenario(applySettings(once, ['channels.two-pilots.pilots=8']));
    expect(changed.channels?.['two-pilots'].pilots).toBe(8);
  });

  const x = (settings: unknown) => ({ channels: { x: settings } });
  it.each([
    [
      x({ fading: { kFactorDb: 'six' } }),
      'channels.x.fading.kFactorDb: "six" is not a number of decibels between -40 and 60',
    ],
    [
      x({ fading: { dopplerHz: -5 } }),
      'channels.x.fading.dopplerHz: -5 is not a frequency between 0 and 1e9 Hz',
    ],
    [x({ fading: { time: 'slow' } }), 'channels.x.fading.time: "slow" is not one of block, fast, doppler'],
    [
      x({ fading: { time: 'doppler' } }),
      "channels.x.fading.dopplerHz: nothing is not a frequency between 0 and 1e9 Hz; time 'doppler' needs it",
    ],
    [
      x({ fading: { time: 'fast', dopplerHz: 3 } }),
      `channels.x.fading.dopplerHz: belongs to time 'doppler', not "fast"`,
    ],
    [
      x({ multipath: { delaySpreadNs: 100 }, ofdm: { subcarriers: 60 } }),
      'channels.x.ofdm.subcarriers: 60 is not a power of two from 8 to 4096',
    ],
    [
      x({ multipath: { delaySpreadNs: 100 }, ofdm: { subcarriers: 8, cyclicPrefix: 9 } }),
      'channels.x.ofdm.cyclicPrefix: 9 is longer than the OFDM symbol of 8 samples',
    ],
    [x({ ofdm: {} }), 'channels.x.ofdm: without multipath all subcarriers are alike; give multipath too'],
    [x({ multipath: {} }), 'channels.x.multipath: give either delaySpreadNs or paths'],
    [
      x({ multipath: { paths: [] } }),
      'channels.x.multipath.paths: the list is empty; give at least one path { delayNs, powerDb }',
    ],
    [
      x({ multipath: { paths: [{ delayNs: -1, powerDb: 0 }] } }),
      'channels.x.multipath.paths.0.delayNs: -1 is not a time between 0 and 1e6 ns',
    ],
    [
      x({ fading: {}, multipath: { delaySpreadNs: 5 } }),
      'channels.x.multipath: a channel has either fading (one gain for all frequencies) or multipath',
    ],
    [
      x({ fading: {}, pilots: 0 }),
      'channels.x.pilots: 0 is not a whole number of pilots between 1 and 1024; leave it out for a receiver that knows the channel',
    ],
    [
      x({ fading: { time: 'fast' }, pilots: 2 }),
      'channels.x.pilots: pilots ahead of a frame say nothing of gains that change within it; leave them out',
    ],
    [
      x({ pilots: 2 }),
      'channels.x.pilots: a channel without fading and multipath has nothing to estimate; leave them out',
    ],
    [
      x({ impairments: { adcBits: 0.5 } }),
      'channels.x.impairments.adcBits: 0.5 is not a whole number of bits between 1 and 24',
    ],
    [x({ toldNoise: 'all' }), 'channels.x.toldNoise: "all" is not one of perEntry, average'],
    [x({ fadeing: {} }), 'channels.x.fadeing: unknown key; did you mean fading?'],
    [x({ fading: { kfactorDb: 3 } }), 'channels.x.fading.kfactorDb: unknown key; did you mean kFactorDb?'],
    [{ channel: 'raleigh' }, 'channel: "raleigh" is no channel; did you mean rayleigh?'],
    [
      { channel: 'underwater' },
      'channel: "underwater" is no channel; known are awgn, rayleigh, rayleigh-fast, rician, multipath',
    ],
    [{ channel: ['awgn', 'awgn'] }, 'channel: "awgn" is listed twice'],
    [{ channel: 3 }, 'channel: 3 is not the name of a channel or a list of names'],
    [{ channels: {} }, 'channels: is empty; describe at least one channel'],
    [
      { channels: { 'My channel': {} } },
      'channels.My channel: "My channel" is not a name of small letters, digits and hyphens that begins with a letter',
    ],
    [{ channels: 'rayleigh' }, 'channels: "rayleigh" is not an object of channels by name'],
  ])('refuse %j', (fields, message) => {
    expect(problemsOf(fields)).toBe(message);
  });
});
