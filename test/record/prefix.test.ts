/** The record log grows and is never rewritten; a new start is declared, and only before 1.0. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePrefix } from '../../src/intake/index.ts';

const leaves = (...texts: string[]): Uint8Array[] => texts.map((text) => new TextEncoder().encode(text));

describe('old log as prefix of the new one', () => {
  it('accepts growth by any leaves, and refuses any change of an old one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 8 }), { maxLength: 4 }),
        fc.nat(),
        (old, more, seed) => {
          const grown = [...old, ...more];
          expect(comparePrefix({ entries: old, epoch: 1 }, { entries: grown, epoch: 1 }, '0.9.0')).toEqual({
            agrees: true,
            how: 'prefix',
            appended: more.length,
          });
          const at = seed % old.length;
          const changed = grown.map((leaf, index) => (index === at ? new Uint8Array([...leaf, 0]) : leaf));
          expect(comparePrefix({ entries: old, epoch: 1 }, { entries: changed, epoch: 1 }, '0.9.0')).toMatchObject({
            agrees: false,
            why: expect.stringContaining(`entry ${at} was changed`) as string,
          });
        },
      ),
    );
  });

  it('refuses a shorter log', () => {
    const verdict = comparePrefix({ entries: leaves('a', 'b'), epoch: 1 }, { entries: leaves('a'), epoch: 1 }, '0.1.0');
    expect(verdict).toMatchObject({ agrees: false, why: expect.stringContaining('entry 1 and what follows are gone') as string });
  });

  it('accepts a declared new start before 1.0 only, and only by one epoch', () => {
    const [before, after] = [leaves('a', 'b'), leaves('c')];
    const at = (epoch: number, version: string) => comparePrefix({ entries: before, epoch: 1 }, { entries: after, epoch }, version);
    expect(at(2, '0.9.9')).toEqual({ agrees: true, how: 'restarted', from: 1, to: 2 });
    expect(at(3, '0.9.9')).toMatchObject({ agrees: false });
    expect(at(2, '1.0.0')).toMatchObject({ agrees: false, why: expect.stringContaining('never started anew') as string });
  });
});
