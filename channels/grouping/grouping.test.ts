import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../kernels/linear/eigen.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { type GroupingSettings, groupBySimilarity, type Linkage } from './groups.ts';
import { sideInformation } from './sideInformation.ts';
import { cosineSimilarity } from './similarity.ts';

function symmetric(users: number, upper: readonly number[]): Matrix {
  const data = new Float64Array(users * users);
  for (let k = 0, i = 0; k < users; k++) {
    data[k * users + k] = 1;
    for (let j = k + 1; j < users; j++) data[k * users + j] = data[j * users + k] = upper[i++];
  }
  return { rows: users, cols: users, data };
}

/** A chain: 0–1, 1–2, 2–3 alike, others less and less. */
const chain = symmetric(4, [0.9, 0.5, 0.2, 0.8, 0.5, 0.9]);
const linkages: readonly Linkage[] = ['single', 'average', 'complete'];

/** Labels of the connected components of similarities that reach the threshold, by repeated relabelling. */
function components({ rows, data }: Matrix, threshold: number): number[] {
  const labels = Array.from({ length: rows }, (_, k) => k);
  for (let round = 0; round < rows; round++)
    for (let i = 0; i < data.length; i++)
      if (data[i] >= threshold) {
        const [k, j] = [Math.floor(i / rows), i % rows];
        labels[k] = labels[j] = Math.min(labels[k], labels[j]);
      }
  const first = [...new Set(labels)];
  return labels.map(label => first.indexOf(label));
}

const anySimilarity = fc.integer({ min: 1, max: 8 }).chain(users =>
  fc
    .array(fc.integer({ min: -4, max: 4 }), {
      minLength: (users * (users - 1)) / 2,
      maxLength: (users * (users - 1)) / 2,
    })
    .map(upper =>
      symmetric(
        users,
        upper.map(step => step / 4),
      ),
    ),
);

describe('groupBySimilarity', () => {
  it('links a chain, or keeps its ends apart', () => {
    const groups = (linkage: Linkage, threshold: number, maxSize?: number) =>
      groupBySimilarity(chain, { linkage, threshold, ...(maxSize ? { maxSize } : {}) });
    expect(groups('single', 0.8)).toEqual([0, 0, 0, 0]);
    expect(groups('complete', 0.8)).toEqual([0, 0, 1, 1]);
    // (0.5 + 0.2 + 0.8 + 0.5)/4 = 0.5 between the pairs.
    expect(groups('average', 0.5)).toEqual([0, 0, 0, 0]);
    expect(groups('average', 0.51)).toEqual([0, 0, 1, 1]);
    expect(groups('single', 0.8, 3)).toEqual([0, 0, 1, 1]);
    expect(groups('single', 0.8, 1)).toEqual([0, 1, 2, 3]);
    expect(groups('single', 0.95)).toEqual([0, 1, 2, 3]);
  });

  it('with single linkage and no cap finds the connected components', () => {
    fc.assert(
      fc.property(anySimilarity, fc.integer({ min: -3, max: 4 }), (similarity, step) => {
        const settings: GroupingSettings = { linkage: 'single', threshold: step / 4 };
        expect(groupBySimilarity(similarity, settings)).toEqual(components(similarity, step / 4));
      }),
    );
  });

  it('keeps the cap, the threshold of complete linkage, and the order of labels', () => {
    fc.assert(
      fc.property(
        anySimilarity,
        fc.constantFrom(...linkages),
        fc.integer({ min: 1, max: 4 }),
        (similarity, linkage, maxSize) => {
          const labels = groupBySimilarity(similarity, { linkage, threshold: 0.25, maxSize });
          const sizes = new Map<number, number>();
          labels.forEach((label, k) => {
            expect(label).toBeLessThanOrEqual(sizes.size);
            sizes.set(label, (sizes.get(label) ?? 0) + 1);
            if (linkage === 'complete')
              labels.forEach((other, j) => {
                if (other === label && j !== k)
                  expect(similarity.data[k * labels.length + j]).toBeGreaterThanOrEqual(0.25);
              });
          });
          expect(Math.max(...sizes.values())).toBeLessThanOrEqual(maxSize);
          expect(groupBySimilarity(similarity, { linkage, threshold: 0.25, maxSize })).toEqual(labels);
        },
      ),
    );
  });

  it('joins the lowest users first when pairs are equal', () => {
    const equal = symmetric(4, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    for (const linkage of linkages)
      expect(groupBySimilarity(equal, { linkage, threshold: 0.5, maxSize: 2 })).toEqual([0, 0, 1, 1]);
  });

  it('does not depend on how users are numbered when no two similarities are equal', () => {
    const upper = [0.9, 0.1, 0.31, 0.72, 0.55, 0.23, 0.84, 0.46, 0.67, 0.38];
    const similarity = symmetric(5, upper);
    const order = [3, 0, 4, 2, 1];
    const renamed = {
      ...similarity,
      data: similarity.data.map((_, i) => similarity.data[order[Math.floor(i / 5)] * 5 + order[i % 5]]),
    };
    for (const linkage of linkages) {
      const labels = groupBySimilarity(similarity, { linkage, threshold: 0.5 });
      const again = groupBySimilarity(renamed, { linkage, threshold: 0.5 });
      for (let a = 0; a < 5; a++)
        for (let b = 0; b < 5; b++) expect(again[a] === again[b]).toBe(labels[order[a]] === labels[order[b]]);
    }
  });

  it('refuses what is no similarity and no cap', () => {
    expect(() => groupBySimilarity({ ...chain, cols: 3 }, { linkage: 'single', threshold: 0 })).toThrow(
      'similarity: 4 × 3 is not a square matrix of users',
    );
    const lopsided = { ...chain, data: chain.data.map((x, i) => (i === 1 ? 0.1 : x)) };
    expect(() => groupBySimilarity(lopsided, { linkage: 'single', threshold: 0 })).toThrow(
      'similarity[0][1]: 0.1 is not a number, or differs from its mirror image',
    );
    expect(() => groupBySimilarity(chain, { linkage: 'single', threshold: 0, maxSize: 0 })).toThrow(
      'maxSize: 0 is not a positive whole number',
    );
    expect(() => groupBySimilarity(chain, { linkage: 'single', threshold: Number.NaN })).toThrow(
      'threshold: NaN',
    );
  });
});

describe('cosineSimilarity', () => {
  it('is the correlation of latents of unit mean square, with no negative eigenvalue', () => {
    const latents = [0, 1, 2].map(k => fillNormal(randomStream('similarity', k), new Float32Array(6)));
    latents.push(latents[0].map(x => -2 * x));
    const { data, rows } = cosineSimilarity(latents);
    expect(rows).toBe(4);
    expect(data[3]).toBeCloseTo(-1, 12);
    const unit = latents.map(z => z.map(x => x / Math.sqrt(z.reduce((sum, y) => sum + y * y, 0) / 6)));
    expect(data[1]).toBeCloseTo(unit[0].reduce((sum, x, i) => sum + x * unit[1][i], 0) / 6, 6);
    expect(symmetricEigen({ rows: 4, cols: 4, data }).values[0]).toBeGreaterThan(-1e-12);
  });

  it('refuses vectors of different length and of none', () => {
    expect(() => cosineSimilarity([[1, 2], [1]])).toThrow('vector 0 has 2 entries, vector 1 1');
    expect(() => cosineSimilarity([[1], [0]])).toThrow('vector 1 has the length 0');
    expect(() => cosineSimilarity([])).toThrow('no vector');
  });
});

describe('sideInformation', () => {
  it('counts labels, keys of users with mates, and their effective gains', () => {
    // Five users in three groups: two bits each; four users have mates.
    expect(sideInformation([0, 0, 1, 2, 2])).toEqual({
      labelBits: 10,
      keyBits: 4 * 256,
      gainBits: 4 * 32,
      totalBits: 10 + 1024 + 128,
    });
    expect(sideInformation([0, 1, 2, 3]).totalBits).toBe(8);
    expect(sideInformation([0, 0]).labelBits).toBe(0);
    expect(sideInformation([0])).toEqual({ labelBits: 0, keyBits: 0, gainBits: 0, totalBits: 0 });
  });
});
