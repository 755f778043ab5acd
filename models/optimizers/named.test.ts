import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import { optimizerNamed } from './named.ts';

describe('optimizerNamed', () => {
  it('takes the default form of a name, and names it', () => {
    expect(optimizerNamed('muon').name).toBe('muon:moonlight');
    expect(optimizerNamed('normuon:official').name).toBe('normuon:official');
    expect(optimizerNamed('sgd').name).toBe('sgd');
  });

  it('gives AdamW the same rate beside every optimizer of hidden matrices', () => {
    for (const name of ['muon:kj', 'normuon:official', 'auon', 'hybrid-auon:reference']) {
      const { learningRate, othersRate, others } = optimizerNamed(name);
      expect(others.numbers(1, othersRate * learningRate)[0]).toBeCloseTo(0.0025, 12);
    }
  });

  it.each(['nuon', '', 'muon:', 'muon:official', 'toString', 'normuon:paper:x'])('refuses %j', name => {
    expect(() => optimizerNamed(name, { path: '--optimizer' })).toThrow(
      `--optimizer: "${name}" is not one of sgd, adamw, muon:moonlight, muon:kj, normuon:paper, normuon:official, ` +
        'auon:paper, auon:reference, hybrid-auon:paper, hybrid-auon:reference',
    );
    expect(() => optimizerNamed(name)).toThrow(ConfigError);
  });

  it.each([-0.1, Number.NaN])('refuses a decay of %d and a learning rate of %d', value => {
    expect(() => optimizerNamed('muon', { weightDecay: value })).toThrow(
      `optimizer.weightDecay: is ${value}; must be a number of at least 0`,
    );
    expect(() => optimizerNamed('muon', { learningRate: value })).toThrow(
      `optimizer.learningRate: is ${value}; must be a number of at least 0`,
    );
  });
});
