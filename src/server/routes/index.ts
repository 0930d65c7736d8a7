/** The table of resources: one file a resource. */
import type { Route } from '../route.ts';
import { agreementRoutes } from './agreements.ts';
import { campRoutes } from './camps.ts';
import { claimRoutes } from './claims.ts';
import { coverageRoutes } from './coverage.ts';
import { definitionSetRoutes } from './definition-sets.ts';
import { definitionRoutes } from './definitions.ts';
import { effectRoutes } from './effect.ts';
import { figureRoutes } from './figures.ts';
import { findingRoutes } from './findings.ts';
import { grayAreaRoutes } from './gray-area.ts';
import { methodRoutes } from './compute.ts';
import { searchRoutes } from './search.ts';
import { datasetRoutes } from './datasets.ts';
import { kindRoutes } from './kinds.ts';
import { citationRoutes } from './citation.ts';
import { exportRoutes } from './export.ts';
import { homeRoutes } from './home.ts';
import { incentiveRoutes } from './incentives.ts';
import { incidentRoutes } from './incidents.ts';
import { negotiationRoutes } from './negotiation.ts';
import { partyRoutes } from './parties.ts';
import { provisionRoutes } from './provisions.ts';
import { recordRoutes } from './record.ts';
import { reportingRoutes } from './reporting.ts';
import { responsesRoutes } from './responses.ts';
import { scorecardRoutes } from './scorecard.ts';
import { standardRoutes } from './standards.ts';
import { transparencyRoutes } from './transparency.ts';

export const routes: readonly Route[] = [
  ...homeRoutes,
  ...recordRoutes,
  ...agreementRoutes,
  ...provisionRoutes,
  ...partyRoutes,
  ...incidentRoutes,
  ...claimRoutes,
  ...coverageRoutes,
  ...effectRoutes,
  ...definitionSetRoutes,
  ...definitionRoutes,
  ...figureRoutes,
  ...findingRoutes,
  ...grayAreaRoutes,
  ...methodRoutes,
  ...reportingRoutes,
  ...responsesRoutes,
  ...negotiationRoutes,
  ...campRoutes,
  ...incentiveRoutes,
  ...scorecardRoutes,
  ...standardRoutes,
  ...transparencyRoutes,
  ...exportRoutes,
  ...citationRoutes,
  ...kindRoutes,
  ...datasetRoutes,
  ...searchRoutes,
];
