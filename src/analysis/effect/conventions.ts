/** Project choices of method 5 without an outside authority; shown with every result and editable here. */
export const effectConventions = {
  /** Fewer months than these on either side: cannot be assessed (methods, section 5). */
  minimumMonthsBefore: 24,
  minimumMonthsAfter: 12,
  /** Below this mean a month the local level on ln(y + ½) gives way to the negative binomial (5b, 5d). */
  localLevelMean: 5,
  /** Fewer events than these before the date: counts too low to assess. Convention: one a month of the least baseline. */
  minimumEventsBefore: 24,
  /** Share of placebos at or below which a change is called beyond placebo. */
  placeboShare: 0.05,
  /** A break this many months before the date is still "at" the date. */
  breakTolerance: 3,
  /** sup-Wald critical value, one break, 15 % trimming, 5 % (Andrews 1993, Econometrica 61, table 1). */
  breakStatistic: 8.85,
  /** A best break must beat the date by this log-likelihood (half the 95 % point of chi-squared with one degree). */
  breakAdvantage: 1.92,
  /** Months whose completed share of reports is below this are left out (5g). */
  completedShare: 0.5,
  /** Fewer surely dated events before than these: no rate ratio is stated. Convention. */
  minimumEventsForRatio: 5,
  /** Lag of the Newey–West errors for monthly data (5a). */
  neweyWestLag: 12,
} as const;

/** The same as sentences, for the assumptions of an answer. */
export const effectAssumptions: readonly string[] = [
  `fewer than ${effectConventions.minimumMonthsBefore} months before or ${effectConventions.minimumMonthsAfter} after the date: cannot be assessed`,
  `fewer than ${effectConventions.minimumEventsBefore} events before the date: counts too low to assess (convention)`,
  `mean of at least ${effectConventions.localLevelMean} a month: local level on ln(count + ½) with month dummies; below: negative binomial with trend and two harmonics`,
  'placebo in time: the same step at every admissible earlier month, before the date only; share = (1 + placebos at least as large) / (1 + placebos); a placebo that cannot be fitted counts as at least as large',
  `beyond placebo: a placebo share of at most ${effectConventions.placeboShare} and no better break more than ${effectConventions.breakTolerance} months before the date (convention)`,
  'counts identify rate times detection: no true change would require that detection changed by the rate ratio',
];
