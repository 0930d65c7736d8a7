/** The numerical pieces against values of R 4.2 (base, MASS), and their laws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCounts } from '../../../src/analysis/statistics/count-regression.ts';
import { designOf, type Design } from '../../../src/analysis/statistics/design.ts';
import {
  betaQuantile,
  chiSquaredUpper,
  fUpper,
  normalCdf,
  normalQuantile,
  studentQuantile,
  studentTwoSided,
} from '../../../src/analysis/statistics/distributions.ts';
import { fitLeastSquares } from '../../../src/analysis/statistics/least-squares.ts';
import { fitLocalLevel } from '../../../src/analysis/statistics/local-level.ts';
import { fitNegativeBinomial } from '../../../src/analysis/statistics/negative-binomial.ts';
import { neweyWestErrors } from '../../../src/analysis/statistics/newey-west.ts';
import { fitOnSimplex } from '../../../src/analysis/statistics/simplex-least-squares.ts';
import {
  digamma,
  incompleteBeta,
  logGamma,
  trigamma,
  upperGamma,
} from '../../../src/analysis/statistics/special-functions.ts';
import { drawStream } from '../../../src/analysis/statistics/random.ts';
import { cases } from './vectors.ts';

describe('special functions and distributions (R)', () => {
  it.each([
    ['lgamma(.3)', logGamma(0.3), 1.09579799481808],
    ['lgamma(2.5)', logGamma(2.5), 0.284682870472919],
    ['lgamma(12)', logGamma(12), 17.5023078458739],
    ['lgamma(150.25)', logGamma(150.25), 601.2615040325],
    ['digamma(.3)', digamma(0.3), -3.50252422220013],
    ['digamma(150.25)', digamma(150.25), 5.00896909502122],
    ['trigamma(.3)', trigamma(0.3), 12.2453645461077],
    ['trigamma(12)', trigamma(12), 0.0869018728717684],
    ['pnorm(-3)', normalCdf(-3), 0.00134989803163009],
    ['pnorm(1.96)', normalCdf(1.96), 0.97500210485178],
    ['qnorm(.975)', normalQuantile(0.975), 1.95996398454005],
    ['2 pt(-2.2, 7)', studentTwoSided(2.2, 7), 0.0637310153026368],
    ['qt(.975, 12)', studentQuantile(0.975, 12), 2.17881282966723],
    ['pf(3.1, 2, 40)', fUpper(3.1, 2, 40), 0.0560222200983862],
    ['pchisq(7.7, 3)', chiSquaredUpper(7.7, 3), 0.0526362660087237],
    ['qbeta(.025, 4, 9)', betaQuantile(0.025, 4, 9), 0.0992460911495833],
    ['pgamma(2.5, 3.2)', upperGamma(3.2, 2.5), 0.592170695469084],
    ['pbeta(.3, 2.5, 4.5)', incompleteBeta(0.3, 2.5, 4.5), 0.406539016682459],
  ])('%s', (_, obtained, expected) => {
    expect(Math.abs(obtained - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
  });

  it('has ψ as the slope of ln Γ and Γ(x + 1) = x Γ(x)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 5000, noNaN: true }), (x) => {
        expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 8);
        expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 8);
        expect(trigamma(x) - trigamma(x + 1)).toBeCloseTo(1 / (x * x), 6);
      }),
    );
  });
});

const killed = (): number[] =>
  (cases.find(({ file }) => file === 'p5.2-slope.json')?.input['series'] as { count: number }[]).map(
    ({ count }) => count,
  );

describe('P5.2, least squares', () => {
  const time = Array.from({ length: 192 }, (_, i) => i + 1);
  const law = time.map((t) => (t >= 170 ? 1 : 0));
  const design = designOf([
    ['constant', time.map(() => 1)],
    ['t', time],
    ['law', law],
    ['slope', time.map((t, i) => (law[i] ?? 0) * (t - 169))],
  ]);
  const fit = fitLeastSquares(Float64Array.from(killed()), design);
  const errors = neweyWestErrors(design, fit.residuals, fit.unscaledCovariance, 6);
  it.each([
    [0, 134.505917, 6.428393],
    [1, -0.101601, 0.057177],
    [2, -34.469716, 7.473209],
    [3, 1.551206, 0.7612],
  ])('coefficient %i', (j, estimate, error) => {
    expect(fit.coefficients[j]).toBeCloseTo(estimate, 5);
    expect(errors[j]).toBeCloseTo(error, 5);
  });
});

describe('negative binomial at low counts (MASS::glm.nb)', () => {
  const y = [0, 1, 0, 2, 3, 0, 1, 4, 2, 0, 1, 1, 5, 2, 0, 3, 1, 0, 2, 6, 1, 0, 2, 1, 4, 0, 1, 3, 0, 2];
  const design = designOf([
    ['constant', y.map(() => 1)],
    ['t', y.map((_, i) => i + 1)],
    ['post', y.map((_, i) => (i >= 15 ? 1 : 0))],
  ]);
  const fit = fitNegativeBinomial(Float64Array.from(y), design);
  it('has the coefficients, θ and log-likelihood of R', () => {
    [0.28336127479, 0.01187238151, -0.00423296972].forEach((value, j) => {
      expect(fit.coefficients[j]).toBeCloseTo(value, 5);
    });
    expect(fit.theta).toBeCloseTo(2.558910613, 4);
    expect(fit.logLikelihood).toBeCloseTo(-50.75326911, 6);
    expect(Math.sqrt(fit.covariance[8] ?? NaN)).toBeCloseTo(0.73824140486, 4);
  });

  it('says so where the counts vary no more than Poisson', () => {
    const even = fitNegativeBinomial(Float64Array.from([3, 4, 3, 4, 3, 4, 3, 4]), constant(8));
    expect(even.theta).toBeNull();
    expect(even.fallback).toMatch(/vary no more/);
  });

  it('is a maximum: no nearby θ has a higher likelihood', () => {
    for (const factor of [0.8, 0.95, 1.05, 1.25]) {
      const near = fitCounts(Float64Array.from(y), design, { theta: (fit.theta ?? NaN) * factor });
      expect(near.logLikelihood).toBeLessThan(fit.logLikelihood);
    }
  });
});

function constant(n: number): Design {
  return designOf([['constant', new Array<number>(n).fill(1)]]);
}

describe('laws of the fits', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 12, maxLength: 40 });

  it('Poisson on a constant is the mean, and an exposure k times as large changes the constant by −ln k', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 50 }), (list, k) => {
        fc.pre(list.some((value) => value > 0));
        const y = Float64Array.from(list);
        const plain = fitCounts(y, constant(y.length));
        const scaled = fitCounts(y, constant(y.length), { offset: new Float64Array(y.length).fill(Math.log(k)) });
        const average = list.reduce((sum, value) => sum + value, 0) / list.length;
        expect(plain.coefficients[0]).toBeCloseTo(Math.log(average), 6);
        expect((plain.coefficients[0] ?? 0) - (scaled.coefficients[0] ?? 0)).toBeCloseTo(Math.log(k), 6);
      }),
    );
  });

  it('the local level does not see a constant, and its step moves with one added to the later half', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 20, maxLength: 40 }), (list) => {
        const half = Math.floor(list.length / 2);
        const step = designOf([['post', list.map((_, i) => (i >= half ? 1 : 0))]]);
        fc.pre(new Set(list.slice(0, half)).size > 2 && new Set(list.slice(half)).size > 2);
        const plain = fitLocalLevel(list, step);
        const moved = fitLocalLevel(
          list.map((value, i) => value + 100 + (i >= half ? 7 : 0)),
          step,
        );
        expect((moved.coefficients[0] ?? NaN) - (plain.coefficients[0] ?? NaN)).toBeCloseTo(7, 4);
        expect(moved.logLikelihood).toBeCloseTo(plain.logLikelihood, 5);
      }),
      { numRuns: 30 },
    );
  });

  it('weights on the simplex are optimal: no shift of weight from one unit to another fits better', () => {
    const point = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(point, fc.array(point, { minLength: 1, maxLength: 12 }), (target, donors) => {
        const columns = donors.map((donor) => Float64Array.from(donor));
        const { weights } = fitOnSimplex(Float64Array.from(target), columns);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        const gap = target.map(
          (value, i) => value - columns.reduce((sum, column, j) => sum + (weights[j] ?? 0) * (column[i] ?? 0), 0),
        );
        const slopes = columns.map((column) => gap.reduce((sum, value, i) => sum + value * (column[i] ?? 0), 0));
        const reached = slopes.reduce((sum, slope, j) => sum + slope * (weights[j] ?? 0), 0);
        expect(Math.max(...slopes) - reached).toBeLessThanOrEqual(1e-6);
      }),
    );
  });

  it('draws the same for a seed, and evenly', () => {
    const [first, second] = [drawStream(7, 3), drawStream(7, 3)];
    const tally = new Array<number>(6).fill(0);
    for (let i = 0; i < 6000; i += 1) {
      const drawn = first(6);
      expect(second(6)).toBe(drawn);
      tally[drawn] = (tally[drawn] ?? 0) + 1;
    }
    // Three standard errors of a count with chance 1/6.
    for (const times of tally) expect(Math.abs(times - 1000)).toBeLessThan(3.5 * Math.sqrt((6000 * 5) / 36));
  });
});
