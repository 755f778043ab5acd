import { describe, expect, it } from 'vitest';
import { didYouMean, nearest, suggest } from './suggest.ts';

const keys = ['snrDb', 'users', 'schemes', 'denoiserSteps'];

describe('suggest', () => {
  it.each([
    ['snrDB', 'snrDb'],
    ['sndDb', 'snrDb'],
    ['snr', undefined],
    ['user', 'users'],
    ['usres', 'users'],
    ['denoiser_steps', 'denoiserSteps'],
    ['bananas', undefined],
    ['', undefined],
  ])('takes %s for %s', (word, expected) => {
    expect(suggest(word, keys)).toBe(expected);
  });

  it('says nothing where nothing is close', () => {
    expect(didYouMean('user', keys)).toBe('; did you mean users?');
    expect(didYouMean('bananas', keys)).toBe('');
  });

  it('ranks what is nearest', () => {
    expect(nearest('sndDb', keys, 2)).toEqual(['snrDb', 'users']);
  });
});
