/** Figures as SVG from plain data, for pages, briefs and embeds. */
export { absenceChart, type AbsenceChart, type ConductRow } from './absence.ts';
export { adherenceSteps, type DatedAct, type Step } from './adherence-steps.ts';
export { adherenceWords } from './adherence-style.ts';
export { adherenceTimeline, type TimelineChart } from './adherence-timeline.ts';
export { coverageRangeChart, type RangeChart, type RangeRow } from './coverage-range.ts';
export type { FigureText } from './figure.ts';
export { countsOverTime, type CountsChart, type Level, type YearCount } from './counts-over-time.ts';
export { frontierChart, type FrontierChart, type FrontierPoint } from './frontier.ts';
export { incentiveRegion, type RegionAxis, type RegionChart } from './incentive-region.ts';
export { percent, percentRange } from './percent.ts';
export { figureSheet, type Sheet } from './sheet.ts';
export { drawFigure, figureId, type FigureSpec } from './spec.ts';
export { survivalChart, type Curve, type CurvePoint, type SurvivalChart } from './survival.ts';
export { tileGrid, type StateTile, type TileGrid } from './tile-grid.ts';
