/** A scenario of incentives: what a user sets, the rest from the record or from marked assumptions. */
import { z } from 'zod';
import {
  Parameter,
  RegionInput,
  parameterNames,
  regionMethod,
  computeRegion,
  parameterFacts,
  type ParameterName,
  type RegionResult,
} from '#incentives';
import { RecordId, longText, shortText, type Envelope } from '#model';
import { faultAt, fieldOf } from '#negotiation';
import type { View } from '#registry';
import { envelope } from '../envelope.ts';
import { readPlacedYaml, type PlacedValue } from '../placed-yaml.ts';
import type { Query } from '../query.ts';
import { measureIncentives, type Measured } from './measured.ts';

const Given = Parameter.extend({
  basis: Parameter.shape.basis.default('assumed'),
  source: Parameter.shape.source.default('set by the user'),
});

/** What may be written in a scenario file or in the body of a request. */
export const Scenario = z.strictObject({
  title: shortText.default('Scenario'),
  about: longText.nullable().default(null),
  agreement: RecordId.nullable().default(null).describe('measured parameters are taken over conduct contrary to it'),
  parameters: z
    .strictObject(
      Object.fromEntries(parameterNames.map((name) => [name, Given.optional()])) as Record<
        ParameterName,
        z.ZodOptional<typeof Given>
      >,
    )
    .prefault({})
    .describe('what is set; the rest is measured or assumed, and marked'),
  axes: RegionInput.shape.axes,
  steps: RegionInput.shape.steps,
  gridSteps: RegionInput.shape.gridSteps,
});
export type Scenario = z.infer<typeof Scenario>;

export interface Incentives {
  scenario: Pick<Scenario, 'title' | 'about' | 'agreement'>;
  agreementTitle: string | null;
  parameters: (Parameter & { name: ParameterName; meaning: string; given: boolean })[];
  measured: Measured;
  region: RegionResult;
}

/** What cannot be measured on any record; ranges wide on purpose, all of it adjustable. */
export const assumedParameters = {
  gain: assumed(
    1,
    0.25,
    4,
    'in units of the cost of an answer a year; the record does not hold what an operation is worth to a state',
  ),
  loss: assumed(1, 0.5, 2, 'the unit in which the gain counts; what a sanction or indictment costs is not measured'),
  discount: assumed(0.9, 0.7, 0.97, 'worth today of the same next year; no source measures it for states'),
  length: assumed(3, 1, 10, 'years that an answer lasts; ends of sanctions are not recorded'),
} as const;

function assumed(value: number, low: number, high: number, source: string): Parameter {
  return { value, low, high, basis: 'assumed', source, n: null };
}

/** Reads a scenario file; throws INPUT_INVALID with file, line and field. */
export function parseScenario(text: string, file: string): Scenario {
  const { value, placeOf } = readPlacedYaml(text, file);
  return readScenario(value, placeOf);
}

/** Checks a scenario that came as plain data. */
export function readScenario(value: unknown, placeOf: PlacedValue['placeOf'] = fieldOf): Scenario {
  const result = Scenario.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
    throw faultAt(placeOf(path), issue?.message ?? 'does not fit');
  }
  for (const name of parameterNames) {
    const given = result.data.parameters[name];
    const { lowest, highest } = parameterFacts[name];
    if (
      given &&
      !(lowest <= given.low && given.low <= given.value && given.value <= given.high && given.high <= highest)
    ) {
      throw faultAt(
        placeOf(['parameters', name]),
        `low ${given.low}, value ${given.value} and high ${given.high} must rise and lie within ${lowest} and ${highest}.`,
      );
    }
  }
  return result.data;
}

/** Fills the scenario from the record and computes its region. */
export function incentives(view: View, query: Query, scenario: Scenario): Envelope<Incentives> {
  const measured = measureIncentives(view, query, scenario.agreement);
  const { retracted, statements, incidentsWithRivals, incidents } = measured.falseAttribution;
  const defaults: Record<ParameterName, Parameter> = {
    attribution: measured.attribution,
    response: measured.response,
    delay: measured.delay,
    falseAnswer: assumed(
      0.02,
      0,
      0.1,
      `a year; in the record ${retracted} of ${statements} statements that name a state were retracted and ${incidentsWithRivals} of ${incidents} incidents have rival attributions, which bounds nothing from above`,
    ),
    ...assumedParameters,
  };
  const parameters = Object.fromEntries(
    parameterNames.map((name) => [name, scenario.parameters[name] ?? defaults[name]]),
  ) as Record<ParameterName, Parameter>;
  const { axes, steps, gridSteps } = scenario;
  const region = computeRegion({ parameters, axes, steps, gridSteps });
  const body = scenario.agreement === null ? undefined : view.get('agreement', scenario.agreement);
  return envelope(
    view,
    `${regionMethod.id}/${regionMethod.version}`,
    query,
    { scenario },
    [
      ...regionMethod.assumptions,
      ...parameterNames
        .filter((name) => parameters[name].basis === 'assumed')
        .map(
          (name) =>
            `assumed: ${name} ${parameters[name].value} (${parameters[name].low} to ${parameters[name].high}), ${parameters[name].source}`,
        ),
      'one period is one year',
      'answers that cost something (convention): sanctions, indictments, arrests, expulsions, operations, military or legal action, takedowns',
      'the shipped record is not a sample: measured rates stand on what was reported, attributed and collected',
    ],
    {
      scenario: { title: scenario.title, about: scenario.about, agreement: scenario.agreement },
      agreementTitle: body?.title ?? null,
      parameters: parameterNames.map((name) => ({
        name,
        meaning: parameterFacts[name].meaning,
        given: scenario.parameters[name] !== undefined,
        ...parameters[name],
      })),
      measured,
      region,
    },
  );
}
