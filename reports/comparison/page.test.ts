import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { D3Node, type PageElement } from 'd3-node';
import { afterAll, describe, expect, it } from 'vitest';
import type { ComparisonResult } from '../../sim/comparison/results.ts';
import { STYLE } from '../style.ts';
import { readResult, writeReport } from '../write.ts';
import { comparisonFixture, withComparisonGallery } from './fixture.ts';
import { lookOf, modulationLook } from './looks.ts';
import { renderComparison } from './page.ts';
import { neuralCurves, ofKind } from './ways.ts';

const all = (root: PageElement, selector: string) => [...root.querySelectorAll(selector)];
const parse = (page: string) => new D3Node({ container: page }).document;
const texts = (root: PageElement, selector: string) => all(root, selector).map(found => found.textContent);

const SMALL = { snrDb: [4, 10, 16], rateCbr: ['1/12', '1/6', '1/4'] };

describe('the page of a comparison', async () => {
  const result = await withComparisonGallery(comparisonFixture(SMALL));
  const page = renderComparison(result);
  const document = parse(page);

  it('draws both measures against SNR and cbr, and the single modulations', () => {
    const panels = (section: string) => texts(document, `#${section} svg[role=img] > title`);
    const [perPicture, mosaics] = ['AVIF in a file per picture', 'AVIF in mosaics of 12'];
    expect(panels('snr')).toEqual(
      ['PSNR', 'MS-SSIM'].flatMap(measure =>
        ['1/12', '1/6'].flatMap(cbr =>
          [perPicture, mosaics].map(packing => `${measure} against SNR: cbr ${cbr}, ${packing}`),
        ),
      ),
    );
    expect(panels('cbr')).toEqual(
      ['PSNR', 'MS-SSIM'].flatMap(measure =>
        [perPicture, mosaics].map(packing => `${measure} against bandwidth ratio: 10 dB, ${packing}`),
      ),
    );
    expect(panels('modulations')).toHaveLength(2 * 4);
  });

  it('writes the accounting on every figure', () => {
    for (const figure of all(document, '#snr .figure, #cbr .figure')) {
      const legend = texts(figure, '.legend li');
      for (const headers of ['counted', 'free'])
        for (const way of ['AVIF envelope', 'AVIF at capacity'])
          expect(legend).toContain(`${way}, headers ${headers}`);
      expect(
        texts(figure, 'svg .heading').every(heading => /file per picture|mosaics of 12/.test(heading)),
      ).toBe(true);
    }
    for (const heading of texts(document, '#modulations svg .heading'))
      expect(heading).toMatch(/^cbr 1\/\d+, (a file per picture|mosaics of 12), headers (counted|free)$/);
  });

  it('draws each published result once in each panel of its condition, with its source below and in the table', () => {
    const first = document.querySelector('#snr .figure')!;
    const labels = all(first, 'svg[role=img]').map(svg => texts(svg, '.published text'));
    const at = (cbr: string) =>
      result.anchors
        .filter(anchor => anchor.cbr === cbr)
        .map(({ label }) => (label.length > 20 ? 'A label too long fo…' : label));
    expect(labels).toEqual([at('1/12'), at('1/12'), at('1/6'), at('1/6')]);
    expect(texts(first, '.sources li')[0]).toBe(
      'Transformer: A. Author, 2024, figure 5. Other pictures of the same data set; one model per SNR.',
    );
    expect(texts(first, '.sources li')).toHaveLength(5);
    expect(texts(document, '#cbr .note')[0]).toContain('stand below Figure 1.');
    const cells = texts(first, 'td.text');
    expect(cells).toContain('D. Author, 2023, notebook');
    expect(cells).toContain('One model for all SNRs; ten times the weights.');
  });

  it('puts a table with a download behind every figure, which counts failures and names the modulation', () => {
    for (const figure of all(document, '#snr .figure, #cbr .figure, #modulations .figure')) {
      expect(figure.querySelector('details table caption')).not.toBeNull();
      expect(figure.querySelector('a[download]')?.getAttribute('href')).toMatch(/^data:text\/csv/);
    }
    const [figure] = all(document, '#snr .figure');
    const headers = texts(figure, 'thead th');
    for (const header of ['Files failed', 'Files', 'Modulation and rate', 'Values'])
      expect(headers).toContain(header);
    const row = all(figure, 'tbody tr').find(({ textContent }) =>
      /AVIF envelope, mosaics of 12, headers free1\/6.*16-QAM/.test(textContent),
    );
    expect(row).toBeDefined();
  });

  it('names and describes every figure, and no id twice', () => {
    const ids = all(document, '[id]').map(element => element.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
    for (const figure of all(document, 'svg[role=img]')) {
      const description = figure.querySelector(`#${figure.getAttribute('aria-describedby')}`);
      expect(description?.textContent).toMatch(/\d/);
    }
    expect(texts(document, 'nav a').slice(0, 6)).toEqual([
      'In short',
      'Quality against SNR',
      'Quality against the bandwidth ratio',
      'Single modulations and code rates',
      'Gallery',
      'Provenance',
    ]);
  });

  it('notes the rule for small pictures wherever it shows MS-SSIM', () => {
    const captions = texts(document, '#snr figcaption, #cbr figcaption').filter(text => /MS-SSIM/.test(text));
    expect(captions).toHaveLength(2);
    for (const caption of captions) expect(caption).toContain('as many as fit an 11-pixel window');
  });

  it('shows the original and each way’s picture with its PSNR, a row per condition', () => {
    const rows = all(document, '#gallery .gallery-row');
    expect(rows.map(row => row.querySelector('p')?.textContent)).toEqual([
      'cbr 1/12 at 10 dB',
      'cbr 1/6 at 10 dB',
    ]);
    const captions = texts(rows[1], 'figcaption');
    expect(captions[0]).toBe('Original');
    expect(captions[3]).toMatch(/^AVIF, one file per picture, headers counted \d+\.\d\d dB$/);
    const alts = all(document, 'img').map(image => image.getAttribute('alt'));
    expect(new Set(alts).size).toBe(alts.length);
  });

  it('loads nothing, draws nothing that is not a number, and is the same again', () => {
    const shown = page.split('<script>')[0].replaceAll(/base64,[^"]*/g, '');
    expect(shown).not.toMatch(/NaN|undefined|Infinity|\[object/);
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
    expect(renderComparison(result)).toBe(page);
  });
});

describe('renderComparison', () => {
  const bare = { snrDb: [0, 10], rateCbr: [], singles: false, anchors: [] };

  it('draws what is there when much is missing', () => {
    const neuralOnly = { ...comparisonFixture(bare), curves: neuralCurves(comparisonFixture(bare)) };
    const document = parse(renderComparison(neuralOnly));
    expect(texts(document, '#snr svg .heading')).toEqual(['cbr 1/12', 'cbr 1/6', 'cbr 1/12', 'cbr 1/6']);
    for (const section of ['modulations', 'gallery'])
      expect(document.querySelector(`#${section}`)).toBeNull();
    const single = comparisonFixture({ ...bare, cbr: ['1/6'], mosaics: [1] });
    expect(all(parse(renderComparison(single)), '#snr .only-wide svg')).toHaveLength(1);
    const none = parse(renderComparison({ ...comparisonFixture(bare), curves: [] }));
    expect(texts(none, '#verdict p')).toEqual(['The comparison has no finished curve over SNR.']);
  });

  it('gives each image codec figures of its own', () => {
    const result = comparisonFixture({ ...bare, cbr: ['1/6'], codecs: ['jpeg', 'avif'] });
    const captions = texts(parse(renderComparison(result)), '#snr figcaption');
    expect(captions).toHaveLength(4);
    expect(captions[0]).toContain('best for JPEG');
    expect(captions[2]).toContain('best for AVIF');
  });

  it('shows values that are not finite as missing', () => {
    const nothing = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, count: 0 };
    const base = comparisonFixture(bare);
    const curves = base.curves.map(curve => ({
      ...curve,
      points: curve.points.map(point => ({ ...point, msSsim: nothing })),
    }));
    expect(renderComparison({ ...base, curves })).not.toMatch(/NaN|Infinity/);
  });

  it('makes outside text harmless', () => {
    const evil = `</title><script>alert("x")</script><img src=x onerror='y'>`;
    const base = comparisonFixture(bare);
    const anchor = { label: evil, source: evil, note: evil, snrDb: 10, cbr: '1/6', psnrDb: 30 };
    const document = parse(
      renderComparison({
        ...base,
        scenario: { ...base.scenario, name: evil, title: evil, description: evil },
        curves: base.curves.map(curve => (curve.kind === 'neural' ? { ...curve, name: evil } : curve)),
        anchors: [anchor],
        failureShows: evil,
      }),
    );
    expect(all(document, 'script')).toHaveLength(1);
    expect(all(document, 'img')).toHaveLength(0);
    expect(document.querySelector('h1')?.textContent).toBe(evil);
  });
});

describe('the looks of curves', () => {
  const { curves } = comparisonFixture({ snrDb: [0, 10], mosaics: [1] });
  const drawn = ({ look, style }: ReturnType<typeof lookOf>) => `${look.name} ${look.marker} ${style.dash}`;

  it('are all different in a panel, in colours that the style sheet knows', () => {
    const quality = curves
      .filter(({ kind }) => kind !== 'digital')
      .map(curve => lookOf(curve, neuralCurves({ curves })));
    expect(new Set(quality.map(drawn)).size).toBe(6);
    const singles = ofKind(curves, 'digital')
      .filter(({ accounting }) => accounting.headers === 'free')
      .map(modulationLook);
    expect(new Set(singles.map(drawn)).size).toBe(20);
    expect(new Set(singles.map(({ look }) => look.marker)).size).toBe(5);
    for (const { look } of [...quality, ...singles])
      expect(STYLE).toMatch(new RegExp(`svg \\.${look.name}\\b[^}]*--colour`));
  });
});

describe('a result file of a comparison', () => {
  const folder = mkdtempSync(join(tmpdir(), 'semlink-comparison-report-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, value: unknown) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };
  const fixture = (): ComparisonResult =>
    comparisonFixture({ snrDb: [0, 10], cbr: ['1/6'], rateCbr: [], mosaics: [1], singles: false });

  it('reads back as it was written, and is drawn', async () => {
    const result = await readResult(write('result.json', fixture()));
    expect(result).toEqual(fixture());
    await writeReport(result, join(folder, 'report.html'));
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(renderComparison(fixture()));
  });

  it.each([
    ['a ratio that is none', { cbr: 'a sixth' }, /curves\.0\.points\.0\.cbr: must be a positive ratio/],
    ['a missing count', { failed: undefined }, /curves\.0\.points\.0\.failed: /],
  ])('is refused with the path of %s', async (_, change, message) => {
    const [first, ...rest] = fixture().curves;
    const broken = { ...first, points: [{ ...first.points[0], ...change }, ...first.points.slice(1)] };
    await expect(
      readResult(write('broken.json', { ...fixture(), curves: [broken, ...rest] })),
    ).rejects.toThrow(message);
  });

  it('is refused where a digital curve does not say what it counts', async () => {
    const curves = fixture().curves.map(({ accounting: _, ...curve }) => curve);
    await expect(readResult(write('uncounted.json', { ...fixture(), curves }))).rejects.toThrow(
      /curves\.2\.accounting: belongs to every curve that is not neural/,
    );
  });
});
