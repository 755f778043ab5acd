import { D3Node, type PageElement } from 'd3-node';
import { describe, expect, it } from 'vitest';
import { loadFixture } from './fixture.ts';
import { renderLoad } from './page.ts';
import { loadResultSchema } from './schema.ts';
import { verdictSentences } from './verdict.ts';

function parse(page: string): PageElement {
  return new D3Node({ container: page }).document;
}

const all = (page: PageElement, selector: string) => [...page.querySelectorAll(selector)];

describe('the report of an experiment on load', () => {
  const result = loadFixture({ told: true });
  const text = renderLoad(result);
  const page = parse(text);

  it('is the same for the same result, and keeps to what the schema says', () => {
    expect(renderLoad(loadFixture({ told: true }))).toBe(text);
    expect(loadResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('draws quality against delay with a marker, a name and both intervals for every point', () => {
    const plane = page.querySelector('#verdict .only-wide svg')!;
    expect(all(plane, '.point')).toHaveLength(result.points.length);
    expect(all(plane, '.whisker')).toHaveLength(2 * result.points.length);
    expect(
      all(plane, 'text.load')
        .map(({ textContent }) => textContent)
        .sort(),
    ).toEqual(result.points.map(({ place }) => String(place.offeredLoad)).sort());
    const names = all(page, '#verdict .legend li').map(({ textContent }) => textContent.trim());
    expect(names).toContain('OMDMA, unslotted, average told');
    expect(names).toContain('OMDMA');
  });

  it('draws M/D/1 where one user sends at a time, and only there', () => {
    expect(page.querySelector('#loads .legend')!.textContent).toContain('M/D/1');
    const without = parse(renderLoad(loadFixture({ access: ['omdma'] })));
    expect(without.querySelector('#loads .legend')!.textContent).not.toContain('M/D/1');
  });

  it('keeps every number behind its figures', () => {
    expect(all(page, '#loads tbody tr')).toHaveLength(result.points.length);
    expect(all(page, '#check tbody tr')).toHaveLength(result.points.length);
    expect(all(page, '#distributions tbody tr')).toHaveLength(8 * 6);
    expect(page.querySelector('#check')!.textContent).toContain('it took 90.0\u00a0% of them for');
  });

  it('shows the air as a whole window that needs no script', () => {
    const timelines = all(page, '#air .timeline');
    expect(timelines).toHaveLength(result.timelines.length);
    const air = timelines[0].querySelector('.only-wide .air')!;
    expect(air.getAttribute('viewBox')).toMatch(/^0 0 1000 /);
    const bars = all(air, '.point');
    expect(bars).toHaveLength(result.timelines[0].entries.length);
    expect(bars[3].querySelector('title')!.textContent).toBe(
      'User 8, picture 1, try 2: 21.90 to 26.90 ms, not accepted, 21.00 dB',
    );
    expect(bars[5].getAttribute('class')).toBe('point air-cut');
    expect(all(timelines[0], '.only-wide .time').map(({ textContent }) => textContent)).toEqual(
      Array.from({ length: 11 }, (_, i) => String(100 * i)),
    );
  });

  it('does without what a result does not have', () => {
    const one = parse(renderLoad(loadFixture({ access: ['round-robin'], loads: [0.5], overloaded: true })));
    expect(one.querySelector('#loads')!.textContent).toContain('One load only');
    expect(one.querySelector('#distributions')).toBeNull();
    expect(one.querySelector('#told')).toBeNull();
    expect(one.querySelector('#verdict')!.textContent).toContain('is unstable');
  });
});

describe('the verdict', () => {
  it('says how far each access goes, who delivers most, and whether M/D/1 holds', () => {
    const sentences = verdictSentences(loadFixture({ access: ['omdma', 'round-robin'], loads: [0.5, 2] }));
    expect(sentences).toEqual([
      'OMDMA: from PSNR 27.50 [27.10, 27.90] dB and a delay of 6.3 [5.7, 7.0] ms at load 0.5 to PSNR 23.00 [22.60, 23.40] dB and a delay of 8.8 [7.9, 9.7] ms at load 2, where 0.0\u00a0% of the pictures miss their deadline.',
      'Round robin: from PSNR 28.00 [27.60, 28.40] dB and a delay of 7.5 [6.8, 8.3] ms at load 0.5 to PSNR 28.00 [27.60, 28.40] dB and a delay of 50.0 [45.0, 55.0] ms at load 2, where 50.0\u00a0% of the pictures miss their deadline.',
      'Most pictures of 24 dB or more in time are delivered by OMDMA at load 2. At load 0.5 the intervals of the best overlap.',
      'One user at a time is the queue M/D/1: its mean delay lies in the interval at 1 of 1 loads below 1. Deadlines, which it does not know, cut long waits short.',
    ]);
  });

  it('tells what each entry’s share is worth, and of queues that grew past every bound', () => {
    const sentences = verdictSentences(
      loadFixture({ access: ['omdma-unslotted', 'round-robin'], loads: [1], told: true, overloaded: true }),
    );
    expect(sentences.at(-2)).toMatch(
      /changes the PSNR by \+0\.100 dB \[0\.070, 0\.130\] at load 1 \(OMDMA, unslotted\): a gain for sure in 1 of 1 cases\.$/,
    );
    expect(sentences.at(-1)).toMatch(
      /^Round robin at load 1 ended after 1\.500 s: the queue of user 3 is unstable/,
    );
    expect(sentences).toContain('Round robin delivered too few pictures for a mean.');
  });
});
