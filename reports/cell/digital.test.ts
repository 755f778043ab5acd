import { D3Node } from 'd3-node';
import { describe, expect, it } from 'vitest';
import { curvePanels } from '../curveData.ts';
import { PSNR } from '../measures.ts';
import { startNumbering } from '../numbering.ts';
import { runResultSchema } from '../resultSchema.ts';
import { conditionsOf } from './conditions.ts';
import { renderDelivery } from './delivery.ts';
import { LEAD, leadRows } from './difference.ts';
import { digitalFixture } from './digitalFixture.ts';
import { verdictSentences } from './headline.ts';
import { renderReport } from './page.ts';

const both = await digitalFixture();
const denoised = await digitalFixture([10]);
const { document } = new D3Node({ container: renderReport(both) });

describe('coded pictures beside latents', () => {
  it('have no say in which denoiser steps there are', () => {
    expect(conditionsOf(both.points).steps).toEqual([0, 10]);
    expect(conditionsOf(denoised.points).steps).toEqual([10]);
    expect(conditionsOf(both.points.filter(({ files }) => files)).steps).toEqual([0]);
  });

  it('are drawn once: as without denoiser beside others without, else like all', () => {
    const linesOf = (result: typeof both) =>
      curvePanels(result.points, PSNR, 'users')[0]
        .curves.filter(({ look }) => look.name === 'digital')
        .map(({ style, points }) => [style.filled, points.length]);
    expect(linesOf(both)).toEqual([[false, 4]]);
    expect(linesOf(denoised)).toEqual([[true, 4]]);
  });

  it('are compared with OMDMA at each of its denoiser steps', () => {
    const [panel] = curvePanels(leadRows(both.differences), LEAD, 'users');
    const digital = panel.curves.filter(({ look }) => look.name === 'digital');
    expect(digital.map(({ style }) => style.filled)).toEqual([false, true]);
    expect(verdictSentences(denoised).join(' ')).toContain(
      'OMDMA against coded pictures, one user at a time: +1.50 [1.20, 1.80] dB with 2 users at 10 dB (better)',
    );
  });

  it('are counted: not sent, lost, and by modulation where some did not get through', () => {
    const { markup } = renderDelivery(both, startNumbering());
    expect(markup).toContain('4 of 476 packets were.');
    const [table] = new D3Node({ container: markup }).document.querySelectorAll('table');
    const rows = [...table.querySelectorAll('tbody tr')].map(row => row.textContent);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/Digital\s*16\s*10\s*64\s*24\s*3\s*16-QAM 2\/3 \(30\), BPSK 1\/2 \(10\)/);
    const latents = { ...both, points: both.points.filter(({ files }) => !files) };
    expect(renderDelivery(latents, startNumbering()).markup).toBe('');
  });

  it('leave the residual to the latents, and show what was received', () => {
    expect(document.querySelector('#residual')?.textContent).not.toContain('NOMA-SIC');
    const captions = [...document.querySelectorAll('#gallery figcaption')].map(each => each.textContent);
    expect(captions).toEqual(['Original', 'Received 26.02 dB']);
  });

  it('survive the check of a result file', () => {
    const read = JSON.parse(JSON.stringify(both));
    expect(runResultSchema.parse(read)).toEqual(read);
    const [first] = both.points;
    const wrong = { ...both, points: [{ ...first, files: { pictures: 1 } }] };
    expect(runResultSchema.safeParse(wrong).success).toBe(false);
  });
});

it('names what was left out, and the direction', () => {
  expect(document.querySelector('#verdict')?.textContent).toContain(
    'TDMA is left out with 17 and 32 users: 16 latent channels are shared among at most 16 users.',
  );
  expect(document.querySelector('.asked')?.textContent).toContain('downlink');
});
