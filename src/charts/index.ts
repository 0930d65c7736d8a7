/** Figures as SVG from plain data, for pages, briefs and embeds. */
export { absenceChart, type AbsenceChart, type ConductRow } from './absence.ts';
export { adherenceSteps, type DatedAct, type Step } from './adherence-steps.ts';
export { adherenceWords } from './adherence-style.ts';
export { adherenceTimeline, type TimelineChart } from './adherence-timeline.ts';
export { coverageRangeChart, type RangeChart, type RangeRow } from './coverage-range.ts';
export type { FigureText } from './figure.ts';
export { percent, percentRange } from './percent.ts';
export { tileGrid, type StateTile, type TileGrid } from './tile-grid.ts';
