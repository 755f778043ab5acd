import { describe, expect, it } from 'vitest';
import { curvePanels } from '../curveData.ts';
import { snrSweepFixture } from '../fixture.ts';
import { PSNR } from '../measures.ts';
import { runResultSchema } from '../resultSchema.ts';
import { channelsFixture } from './channelFixture.ts';
import { channelLabel, coloursOf } from './channels.ts';
import { conditionsOf } from './conditions.ts';
import { CONTRAST, contrastRows, GAIN, gainRows } from './difference.ts';
import { verdictSentences } from './headline.ts';

const one = channelsFixture();
const two = channelsFixture(['omdma', 'tdma']);
const { channels } = conditionsOf(one.points);

it('names channels as a sentence does', () => {
  expect(['awgn', 'rayleigh-fast', 'two-pilots'].map(channelLabel)).toEqual([
    'AWGN',
    'Rayleigh fast',
    'two pilots',
  ]);
});

describe('colours', () => {
  it('stand for channels where a run compares several, else for schemes', () => {
    expect(coloursOf(conditionsOf(one.points)).looks.map(({ label }) => label)).toEqual([
      'AWGN',
      'Rayleigh',
      'Two pilots',
    ]);
    expect(coloursOf(conditionsOf(snrSweepFixture().points)).looks.map(({ name }) => name)).toEqual([
      'omdma',
      'superposed',
      'gaussian',
      'tdma',
    ]);
  });

  it('stay with their channel in a figure that leaves the first one out', () => {
    const looksOf = (panels: ReturnType<typeof curvePanels>) =>
      new Map(panels[0].curves.map(({ look }) => [look.label, look.name]));
    const all = looksOf(curvePanels(one.points, PSNR, 'snr'));
    const contrast = looksOf(curvePanels(contrastRows(one.differences), CONTRAST, 'snr', channels));
    expect([...contrast.keys()]).toEqual(['Rayleigh', 'Two pilots']);
    for (const [label, name] of contrast) expect(all.get(label)).toBe(name);
  });
});

describe('panels', () => {
  it('hold all channels of one scheme, and are one for each scheme', () => {
    const [panel] = curvePanels(one.points, PSNR, 'snr');
    expect(panel).toMatchObject({ layout: 'wide', heading: '' });
    expect(panel.curves).toHaveLength(6);
    expect(panel.curves[2].points[0].tooltip).toMatch(
      /^OMDMA over Rayleigh without denoiser, 4 users at 0 dB: PSNR /,
    );
    const panels = curvePanels(two.points, PSNR, 'snr');
    expect(panels.map(({ heading }) => heading)).toEqual(['OMDMA', 'TDMA']);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(2);
  });

  it('do not take a difference between channels for a gain of the denoiser', () => {
    const gains = gainRows(one.differences);
    expect(gains).toHaveLength(15);
    expect(curvePanels(gains, GAIN, 'snr', channels)[0].curves).toHaveLength(3);
  });
});

describe('the verdict', () => {
  it('says what each channel costs, and asks not which is best', () => {
    const sentences = verdictSentences(one);
    expect(sentences).toContain(
      'OMDMA with 4 users at 0 dB, PSNR against that over AWGN: Rayleigh −2.00 [−2.10, −1.90] dB (worse) and two pilots −3.00 [−3.10, −2.90] dB (worse).',
    );
    expect(sentences.join(' ')).not.toContain('highest');
  });

  it('compares with taking turns over each channel', () => {
    const turns = verdictSentences(two).find(sentence => sentence.startsWith('OMDMA against taking turns'));
    expect(turns?.match(/over (AWGN|Rayleigh|two pilots)/g)).toHaveLength(6);
  });
});

describe('the result', () => {
  it('is read back as it was written, with channels and without', () => {
    for (const result of [two, snrSweepFixture()])
      expect(runResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });
});
