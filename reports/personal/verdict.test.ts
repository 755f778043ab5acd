import { describe, expect, it } from 'vitest';
import { personalFixture } from './fixture.ts';
import { gainOf, headlineSnrDb } from './select.ts';
import { verdictSentences } from './verdict.ts';

describe('the verdict on personal codecs', () => {
  const sentences = verdictSentences(personalFixture());

  it('answers the question first', () => {
    expect(sentences[0]).toBe(
      'One universal model suffices here: with keys, 4 users at 10 dB, personal codecs are 0.30 [0.25, 0.35] dB below one codec trained on as long with the pictures of all users. At 95 % confidence 0 of 4 users gain and 2 lose; the differences go from −0.30 to 0.00 dB.',
    );
  });

  it.each([
    [
      0.3,
      'One universal model does not reach personal ones here: ',
      'are 0.30 [0.25, 0.35] dB above one codec',
    ],
    [0.02, 'One universal model suffices, as far as can be told: ', 'are not told from one codec'],
    [-0.02, 'One universal model suffices, as far as can be told: ', '(−0.02 [−0.07, 0.03] dB)'],
  ])('changes its mind with the numbers: %d dB', (personalGainDb, start, part) => {
    const [first] = verdictSentences(personalFixture({ personalGainDb }));
    expect(first.startsWith(start)).toBe(true);
    expect(first).toContain(part);
  });

  it('holds the later system against the first, and tells training from persons', () => {
    expect(sentences[1]).toBe(
      'One universal codec with keys is 3.90 [3.85, 3.95] dB above personal codecs without keys, and 0.10 [0.05, 0.15] dB below personal codecs with keys.',
    );
    expect(sentences[2]).toContain(
      'by +0.40 [0.35, 0.45] dB with the pictures of all users and by +0.10 [0.05, 0.15] dB',
    );
  });

  it('says how different features are and what that separates', () => {
    expect(sentences[3]).toContain('correlate by 0.980 [0.978, 0.982]');
    expect(sentences[3]).toContain('at 20 dB by −2.00 [−2.30, −1.70] dB of PSNR');
    expect(sentences[4]).toContain('(correlation 0.010 [0.008, 0.012]) have +2.00 [1.95, 2.05] dB');
    expect(sentences[4]).toContain('keys add +2.00 [1.95, 2.05] dB');
    expect(sentences[4]).toContain('is 2.00 [1.95, 2.05] dB above such features without');
  });

  it('counts bytes, steps and pictures of a user', () => {
    expect(sentences.at(-1)).toBe(
      'Encoders and decoders take 4.3 MB for one codec and 17.2 MB for 4 personal codecs, and every user takes 60 steps of training on 720 pictures of its own. A key takes 32 bytes and a rotation none but its key.',
    );
  });

  it('says only what the run holds', () => {
    const few = verdictSentences(personalFixture({ codecs: ['universal', 'rotated'] }));
    expect(few).toHaveLength(2);
    const plain = verdictSentences(
      personalFixture({ codecs: ['universal', 'personal'], personalGainDb: -0.2 }),
    );
    expect(plain[0]).toContain(
      'above the one codec as it came. At 95 % confidence 4 of 4 users gain and 0 lose; the differences go from +0.20 to +0.50 dB.',
    );
    expect(plain.join()).not.toMatch(/NaN|undefined/);
  });
});

describe('gainOf', () => {
  it('turns a difference round, interval and users too', () => {
    const result = personalFixture();
    const [one, other] = (['personal', 'universal'] as const).map(codec => ({
      codec,
      access: 'keys' as const,
    }));
    const forth = gainOf(result, one, other, headlineSnrDb(result))!;
    const back = gainOf(result, other, one, headlineSnrDb(result))!;
    expect(back.psnrDb).toEqual({
      ...forth.psnrDb,
      mean: -forth.psnrDb.mean,
      low: -forth.psnrDb.high,
      high: -forth.psnrDb.low,
    });
    expect(back.users.map(({ mean }) => mean)).toEqual(forth.users.map(({ mean }) => -mean));
  });
});
