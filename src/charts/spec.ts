/** A figure as plain data: what to draw, without the place where it is drawn. Equal data are equal bytes everywhere. */
import { absenceChart, type AbsenceChart } from './absence.ts';
import { adherenceTimeline, type TimelineChart } from './adherence-timeline.ts';
import { countsOverTime, type CountsChart } from './counts-over-time.ts';
import { coverageRangeChart, type RangeChart } from './coverage-range.ts';
import { frontierChart, type FrontierChart } from './frontier.ts';
import { incentiveRegion, type RegionChart } from './incentive-region.ts';
import { survivalChart, type SurvivalChart } from './survival.ts';
import { tileGrid, type TileGrid } from './tile-grid.ts';

type Placeless<Chart> = Omit<Chart, 'id' | 'width' | 'arrangement' | 'limit'>;

export type FigureSpec =
  | ({ chart: 'absence' } & Placeless<AbsenceChart>)
  | ({ chart: 'counts' } & Placeless<CountsChart>)
  | ({ chart: 'frontier' } & Placeless<FrontierChart>)
  | ({ chart: 'range' } & Placeless<RangeChart>)
  | ({ chart: 'region' } & Placeless<RegionChart>)
  | ({ chart: 'survival' } & Placeless<SurvivalChart>)
  | ({ chart: 'tiles' } & Placeless<TileGrid>)
  | ({ chart: 'timeline' } & Placeless<TimelineChart>);

/** Prefix of the ids in a figure: one on every page, and the same in page, file and embed. */
export function figureId(kind: string, subject: string, isNarrow = false): string {
  const name = `${kind}-${subject}`.replace(/[^A-Za-z0-9-]/g, '-');
  return isNarrow ? `${name}-narrow` : name;
}

/** Narrower figures are laid out for a phone. */
const narrow = 500;

/** Draws a figure. `id` prefixes the ids in the SVG and must be unique on its page. */
export function drawFigure(spec: FigureSpec, id: string, width: number): string {
  const place = { id, width };
  switch (spec.chart) {
    case 'absence':
      return absenceChart({ ...spec, ...place });
    case 'counts':
      return countsOverTime({ ...spec, ...place });
    case 'frontier':
      return frontierChart({ ...spec, ...place });
    case 'range':
      return coverageRangeChart({ ...spec, ...place });
    case 'region':
      return incentiveRegion({ ...spec, ...place });
    case 'survival':
      return survivalChart({ ...spec, ...place });
    case 'tiles':
      return tileGrid({ ...spec, ...place, arrangement: width < narrow ? 'groups' : 'place' });
    case 'timeline':
      return adherenceTimeline({ ...spec, ...place });
  }
}
