import { D3Node, type PageElement } from 'd3-node';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../sim/cell/results.ts';
import {
  cancellationFixture,
  gridFixture,
  singleFixture,
  snrSweepFixture,
  userSweepFixture,
  withGallery,
} from '../fixture.ts';
import { READOUT_SCRIPT } from '../script.ts';
import { channelsFixture } from './channelFixture.ts';
import { digitalFixture } from './digitalFixture.ts';
import { renderReport } from './page.ts';

function parse(page: string): PageElement {
  return new D3Node({ container: page }).document;
}

function all(root: PageElement, selector: string): PageElement[] {
  return [...root.querySelectorAll(selector)];
}

const results: Record<string, RunResult> = {
  'an SNR sweep': await withGallery(snrSweepFixture()),
  'a user sweep': userSweepFixture(),
  'a grid': gridFixture(),
  'a single condition': singleFixture(),
  channels: channelsFixture(),
  'channels and schemes': channelsFixture(['omdma', 'tdma']),
  cancellation: cancellationFixture(),
  'coded pictures': await digitalFixture(),
  'coded pictures beside denoised latents': await digitalFixture([10]),
};

describe.each(Object.entries(results))('the page of %s', (_, result) => {
  const page = renderReport(result);
  const document = parse(page);

  it('names and describes every figure', () => {
    const figures = all(document, 'svg[role=img]');
    expect(figures.length).toBeGreaterThan(2);
    for (const figure of figures) {
      const title = figure.querySelector(`#${figure.getAttribute('aria-labelledby')}`);
      const description = figure.querySelector(`#${figure.getAttribute('aria-describedby')}`);
      expect(title?.textContent.length).toBeGreaterThan(10);
      expect(description?.textContent).toMatch(/\d/);
    }
  });

  it('captions every table and scopes every header', () => {
    for (const table of all(document, 'table')) {
      expect(table.querySelector('caption')?.textContent.length).toBeGreaterThan(5);
      for (const header of all(table, 'th')) expect(header.getAttribute('scope')).toMatch(/^(col|row)$/);
    }
  });

  it('puts a table with a download behind every figure', () => {
    const figures = all(document, '.figure');
    expect(figures.length).toBeGreaterThan(2);
    for (const figure of figures) {
      expect(figure.querySelector('details table')).not.toBeNull();
      expect(figure.querySelector('a[download]')?.getAttribute('href')).toMatch(/^data:text\/csv/);
    }
  });

  it('has landmarks, one main heading, no skipped level and no duplicate id', () => {
    for (const selector of [
      'html[lang=en]',
      'header',
      'nav[aria-label]',
      'main#content',
      'a.skip[href="#content"]',
    ])
      expect(all(document, selector)).toHaveLength(1);
    expect(all(document, 'h1')).toHaveLength(1);
    const levels = all(document, 'h1, h2, h3, h4, h5, h6').map(heading => Number(heading.tagName[1]));
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    const ids = all(document, '[id]').map(element => element.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of all(document, 'a[href^="#"]'))
      expect(ids).toContain(link.getAttribute('href')?.slice(1));
  });

  it('loads nothing and draws nothing that is not a number', () => {
    const shown = page.replace(READOUT_SCRIPT, '').replaceAll(/base64,[^"]*/g, '');
    expect(shown).not.toMatch(/NaN|undefined|\[object/);
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
    for (const element of all(document, '[src]')) expect(element.getAttribute('src')).toMatch(/^data:/);
    expect(all(document, 'link, iframe, object').map(element => element.getAttribute('href'))).toEqual([
      'data:,',
    ]);
  });

  it('is the same for the same result', () => {
    expect(renderReport(result)).toBe(page);
  });
});

describe('renderReport', () => {
  it('makes outside text harmless', () => {
    const evil = `</title></code><script>alert("x")</script><img src=x onerror='y'>`;
    const base = snrSweepFixture();
    const document = parse(
      renderReport({
        ...base,
        scenario: { ...base.scenario, name: evil, title: evil, description: evil, [evil]: evil },
        provenance: {
          ...base.provenance,
          command: evil,
          images: evil,
          deviceUsed: evil,
          versions: { [evil]: evil },
          models: [{ name: evil, kind: 'codec', sha256: evil, parameters: 1 }],
        },
      }),
    );
    expect(all(document, 'script')).toHaveLength(1);
    expect(all(document, 'img')).toHaveLength(0);
    expect(document.querySelector('h1')?.textContent).toBe(evil);
    expect(document.querySelector('.command code')?.textContent).toBe(evil);
  });

  it('lets the page run its own script only', () => {
    const policy = parse(renderReport(singleFixture()))
      .querySelector('meta[http-equiv]')
      ?.getAttribute('content');
    expect(policy).toMatch(/^default-src 'none'; .*script-src 'sha256-[A-Za-z0-9+/]{43}='$/);
  });

  it('describes each picture', () => {
    const pictures = all(parse(renderReport(results['an SNR sweep'])), 'img');
    const alts = pictures.map(picture => picture.getAttribute('alt'));
    expect(alts).toContain('Wrong key, OMDMA, user 2 of 4 users at 0 dB, PSNR 6.94 dB');
    expect(new Set(alts).size).toBe(alts.length);
  });

  it('shows how pictures differ, and what pilots take, where the run names channels', () => {
    const document = parse(renderReport(results['channels and schemes']));
    expect(all(document, '#spread svg[role=img]')).toHaveLength(4);
    expect(document.querySelector('#spread table')?.textContent).toContain('Two pilots');
    expect(document.querySelector('#latency')?.textContent).toContain('Of these, overhead');
    expect(parse(renderReport(results['an SNR sweep'])).querySelector('#spread')).toBeNull();
  });

  it('draws the error of each pass as simulated and as predicted, and says how far apart they are', () => {
    const document = parse(renderReport(results.cancellation));
    expect(all(document, '#cancellation svg[role=img]')).toHaveLength(4);
    expect(all(document, '#cancellation svg[role=img] path.line')).toHaveLength(4 * 2 * 2);
    expect(document.querySelector('#cancellation p')?.textContent).toContain(
      'is −0.45 dB (OMDMA-SIC, 8 users at 20 dB, after 3 cancellations)',
    );
    expect(parse(renderReport(results['an SNR sweep'])).querySelector('#cancellation')).toBeNull();
  });

  it('shows what is there when much is missing', () => {
    const base = snrSweepFixture();
    const thin = {
      ...base,
      points: base.points.slice(0, 1),
      differences: [],
      residualShapes: [],
      gallery: [],
    };
    const document = parse(renderReport(thin));
    expect(all(document, 'svg[role=img]')).toHaveLength(3);
    expect(document.querySelector('#gallery')).toBeNull();
    expect(document.querySelector('nav')?.textContent).not.toContain('Gallery');
  });

  it('says so when no point is finished', () => {
    const document = parse(renderReport({ ...snrSweepFixture(), points: [], residualShapes: [] }));
    expect(document.querySelector('#verdict')?.textContent).toContain('no finished points');
    expect(document.querySelector('#quality')).toBeNull();
    expect(document.querySelector('#provenance')).not.toBeNull();
  });

  it('shows values that are not finite as missing', () => {
    const base = singleFixture();
    const nothing = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, count: 0 };
    const page = renderReport({
      ...base,
      points: base.points.map(result => ({ ...result, psnrDb: nothing, ssim: nothing, msSsim: nothing })),
    });
    expect(page).not.toMatch(/NaN|Infinity/);
  });
});
