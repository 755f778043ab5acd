import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutWindows, WINDOW_TOKENS } from './windows.ts';

const grid = fc.record({ rows: fc.integer({ min: 1, max: 20 }), cols: fc.integer({ min: 1, max: 20 }) });

describe('layOutWindows', () => {
  it('gives every token a place of its own and shifts by a permutation', () => {
    fc.assert(
      fc.property(fc.array(grid, { minLength: 1, maxLength: 4 }), grids => {
        const { windows, positions, shifted, unshifted } = layOutWindows(grids);
        const places = positions.flatMap(p => [...p]);
        expect(new Set(places).size).toBe(places.length);
        expect(Math.max(...places)).toBeLessThan(windows * WINDOW_TOKENS);
        shifted.forEach((source, i) => {
          expect(unshifted[Number(source)]).toBe(BigInt(i));
        });
      }),
      { numRuns: 50 },
    );
  });

  it('does not let a window of one picture look into another', () => {
    const { firstWindow, shifted } = layOutWindows([
      { rows: 16, cols: 8 },
      { rows: 8, cols: 16 },
    ]);
    const border = firstWindow[1] * WINDOW_TOKENS;
    expect([...shifted.slice(0, border)].every(source => source < border)).toBe(true);
  });

  it('blocks padding everywhere and wrapped neighbours in shifted windows only', () => {
    const { plainMask, shiftedMask, shifted } = layOutWindows([{ rows: 16, cols: 14 }]);
    expect(plainMask.filter(value => value !== 0)).toHaveLength(16 * 2);
    const allowed = (window: number, query: number, key: number) =>
      shiftedMask[(window * WINDOW_TOKENS + query) * WINDOW_TOKENS + key] === 0;
    // Window 3 holds the grid's four corners, brought together by the shift: each may only see itself.
    expect(allowed(3, 0, 0)).toBe(true);
    expect(allowed(3, 0, 7)).toBe(false);
    expect(allowed(3, 0, 63)).toBe(false);
    // Window 0 is the inner one: everything in it sees everything.
    const seen = Array.from({ length: WINDOW_TOKENS }, (_, key) => allowed(0, 0, key));
    expect(seen.every(Boolean)).toBe(true);
    expect(Number(shifted[0])).toBe(4 * 8 + 4);
  });

  it('gives the same layout for the same grids, and another one for others', () => {
    const grids = [
      { rows: 9, cols: 17 },
      { rows: 8, cols: 8 },
    ];
    const first = layOutWindows(grids);
    expect(layOutWindows(grids.map(grid => ({ ...grid })))).toBe(first);
    const turned = layOutWindows(grids.map(({ rows, cols }) => ({ rows: cols, cols: rows })));
    expect(turned.positions[0]).not.toEqual(first.positions[0]);
    expect(layOutWindows(grids)).toEqual(first);
  });

  it('blocks, in shifted windows, exactly padding and what lies on the other side of the shift', () => {
    fc.assert(
      fc.property(grid, size => {
        const { windows, shifted, shiftedMask, plainMask } = layOutWindows([size]);
        const [down, across] = [Math.ceil(size.rows / 8), Math.ceil(size.cols / 8)];
        const place = (at: number) => {
          const [window, inside] = [Math.floor(at / WINDOW_TOKENS), at % WINDOW_TOKENS];
          return {
            row: Math.floor(window / across) * 8 + Math.floor(inside / 8),
            col: (window % across) * 8 + (inside % 8),
          };
        };
        for (let at = 0; at < windows * WINDOW_TOKENS; at += 7)
          for (let key = 0; key < WINDOW_TOKENS; key++) {
            const window = Math.floor(at / WINDOW_TOKENS);
            const from = Number(shifted[window * WINDOW_TOKENS + key]);
            const [a, b] = [place(Number(shifted[at])), place(from)];
            // Two tokens are neighbours if they are no further apart than a window is wide.
            const apart =
              (down > 1 && Math.abs(a.row - b.row) > 7) || (across > 1 && Math.abs(a.col - b.col) > 7);
            const blocked = shiftedMask[at * WINDOW_TOKENS + key] !== 0;
            expect(blocked).toBe(apart || plainMask[from] !== 0);
          }
      }),
      { numRuns: 20 },
    );
  });

  it('leaves a grid of one window unshifted', () => {
    const { shifted, shiftedMask } = layOutWindows([{ rows: 8, cols: 8 }]);
    shifted.forEach((source, i) => {
      expect(Number(source)).toBe(i);
    });
    expect(shiftedMask.every(value => value === 0)).toBe(true);
  });
});
