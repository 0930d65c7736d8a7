/** Incentives measured on the record: how often conduct that an agreement forbids is attributed and answered, and how fast. */
import { contraryIncidents, kaplanMeier, medianTime, stepAt, testedClauses } from '#analysis';
import { attributionStandards, findStandard, responsibilities, standingAttributions } from '#attribution';
import { wilsonInterval, type Parameter } from '#incentives';
import {
  ServandaError,
  isOnOrBefore,
  parseDay,
  parseImpreciseDate,
  type Incident,
  type PartyId,
  type Response,
} from '#model';
import type { View } from '#registry';
import type { Query } from '../query.ts';

/** Answers that cost the answered state something (convention); a statement, summons or advisory does not. */
export const costlyForms: ReadonlySet<Response['form']> = new Set([
  'sanction',
  'indictment',
  'arrest',
  'expulsion',
  'cyber-operation',
  'military',
  'legal-action',
  'takedown',
]);

/** Days after the first attribution within which an answer counts (convention). */
export const answerHorizon = 5 * 365;
const daysInPeriod = 365.25;
/** Below this many incidents a scope is too narrow, and the next wider one is taken (convention). */
const fewest = 5;

/** The conduct on which rates are measured, from narrow to wide. */
export const scopes = ['contrary-since-adoption', 'contrary', 'recorded'] as const;
export type Scope = (typeof scopes)[number];

/** What happened to the incidents of a scope. */
export interface Funnel {
  scope: Scope;
  incidents: number;
  /** Attributed to a state under the standard of the query, and under the loosest and strictest standards in use. */
  attributed: number;
  byStandard: { standard: string; attributed: number }[];
  /** Of these: answered at a cost, and answered in any way. */
  answeredAtCost: number;
  answeredAtAll: number;
  /** Kaplan–Meier share answered at a cost within the horizon, and median days from attribution to that answer. */
  answeredByHorizon: { value: number; lower: number; upper: number } | null;
  medianDaysToAnswer: { value: number | null; lower: number | null; upper: number | null };
  /** Days from the recorded start of conduct to the first costly answer, of those answered: quartiles. */
  daysFromConduct: { n: number; lower: number; median: number; upper: number } | null;
  /** Answers without a date, left out of the timing. */
  undatedAnswers: number;
  ids: string[];
}

export interface Measured {
  agreement: string | null;
  scope: Scope;
  funnels: Funnel[];
  attribution: Parameter;
  response: Parameter;
  delay: Parameter;
  /** What the record says on attributions that did not hold; the parameter itself is assumed. */
  falseAttribution: { statements: number; retracted: number; incidentsWithRivals: number; incidents: number };
}

/** Measures; with `agreement` null over the whole record. Throws NOT_FOUND for an unknown agreement. */
export function measureIncentives(view: View, query: Query, agreement: string | null): Measured {
  const funnels = incidentsByScope(view, query, agreement).map(([scope, incidents]) =>
    funnelOf(view, query, scope, incidents),
  );
  const chosen = funnels.find(({ incidents }) => incidents >= fewest) ?? funnels.at(-1);
  if (chosen === undefined || chosen.incidents === 0) {
    throw new ServandaError(
      'REFUSED',
      'No incident is recorded on or before the as-of date, so nothing can be measured.',
    );
  }
  return {
    agreement,
    scope: chosen.scope,
    funnels,
    attribution: attributionParameter(chosen, query),
    response: responseParameter(chosen),
    delay: delayParameter(chosen, funnels),
    falseAttribution: falseAttributions(view, query),
  };
}

function incidentsByScope(view: View, query: Query, agreement: string | null): [Scope, Incident[]][] {
  const day = parseDay(query.asOf);
  const all = view.all('incident').filter(({ startedOn }) => isOnOrBefore(startedOn, day) === 'true');
  if (agreement === null) return [['recorded', all]];
  const body = view.get('agreement', agreement);
  if (testedClauses(view, agreement).length === 0) return [['recorded', all]];
  const ids = contraryIncidents(view, agreement, query.definitions);
  // A bilateral promise is owed to the other party: one of the two must be among the victims.
  const parties = new Set(body.bilateral ? view.by('adherence', 'agreement', agreement).map(({ party }) => party) : []);
  const contrary = all.filter(
    ({ id, targets }) =>
      ids.has(id) &&
      (!body.bilateral || targets.some(({ victimStates }) => victimStates.some((state) => parties.has(state)))),
  );
  const adopted = body.adoptedOn === null ? null : parseImpreciseDate(body.adoptedOn);
  const since = contrary.filter(
    ({ startedOn }) => adopted !== null && parseImpreciseDate(startedOn).from >= adopted.from,
  );
  return [
    ['contrary-since-adoption', since],
    ['contrary', contrary],
    ['recorded', all],
  ];
}

/** Middle of an imprecise date. */
function middle(date: string): number {
  const { from, to } = parseImpreciseDate(date);
  return Math.floor((from + to - 1) / 2);
}

function funnelOf(view: View, query: Query, scope: Scope, incidents: readonly Incident[]): Funnel {
  const standard = findStandard(query.standard);
  const end = parseDay(query.asOf);
  const attributed = incidents.flatMap((incident) => {
    const met = responsibilities(view, incident.id, standard).filter((one) => one.met);
    const states = met.map(({ state }) => state);
    // The earliest statement that counts under the standard by itself; else the earliest that names the state.
    const statements = standingAttributions(view.by('attribution', 'incident', incident.id)).filter(
      ({ responsible }) => Array.isArray(responsible) && responsible.some((state) => states.includes(state)),
    );
    const alone = statements.filter((statement) =>
      states.some((state) => standard.isMet([statement], state, [statement])),
    );
    const days = (alone.length > 0 ? alone : statements).map(({ madeOn }) => middle(madeOn));
    return met.length === 0 ? [] : [{ incident, states, named: Math.min(...days) }];
  });
  const answers = attributed.map(({ incident, states, named }) => {
    const all = view.by('response', 'incident', incident.id).filter((response) => isAnswer(response, states, end));
    const costly = all.filter(({ form }) => costlyForms.has(form));
    const days = costly.flatMap(({ madeOn }) => (madeOn === null ? [] : [middle(madeOn)]));
    return { incident, named, all, costly, first: days.length === 0 ? null : Math.min(...days) };
  });
  // An answer together with the attribution or before it takes no time.
  const observations = answers
    .filter(({ costly, first, named }) => (costly.length === 0 || first !== null) && named <= end)
    .map(({ first, named }) =>
      first === null
        ? { time: Math.max(0, end - named), event: null }
        : { time: Math.max(0, first - named), event: 'answer' },
    );
  const steps = observations.length === 0 ? [] : kaplanMeier(observations);
  const at = stepAt(steps, answerHorizon);
  const waits = answers
    .flatMap(({ incident, first }) => (first === null ? [] : [Math.max(0, first - middle(incident.startedOn))]))
    .sort((a, b) => a - b);
  return {
    scope,
    incidents: incidents.length,
    attributed: attributed.length,
    byStandard: attributionStandards.map(({ id }) => ({
      standard: id,
      attributed: incidents.filter((incident) =>
        responsibilities(view, incident.id, findStandard(id)).some(({ met }) => met),
      ).length,
    })),
    answeredAtCost: answers.filter(({ costly }) => costly.length > 0).length,
    answeredAtAll: answers.filter(({ all }) => all.length > 0).length,
    answeredByHorizon:
      observations.length === 0
        ? null
        : at === undefined
          ? { value: 0, lower: 0, upper: wilsonInterval(0, observations.length).high }
          : { value: 1 - at.survival, lower: 1 - (at.upper ?? at.survival), upper: 1 - (at.lower ?? at.survival) },
    medianDaysToAnswer: medianTime(steps),
    daysFromConduct:
      waits.length === 0
        ? null
        : { n: waits.length, lower: quartile(waits, 0.25), median: quartile(waits, 0.5), upper: quartile(waits, 0.75) },
    undatedAnswers: answers.filter(({ costly, first }) => costly.length > 0 && first === null).length,
    ids: incidents.map(({ id }) => id),
  };
}

/** Something done or said against a named state, or against nobody by name, by somebody else, on or before the day. */
function isAnswer({ by, against, form, madeOn }: Response, states: readonly PartyId[], end: number): boolean {
  if (form === 'none-announced' || by.some((party) => states.includes(party))) return false;
  if (madeOn !== null && parseImpreciseDate(madeOn).from > end) return false;
  return !Array.isArray(against) || against.some((party) => states.includes(party) || !/^[A-Z]{3}$/.test(party));
}

/** Linear interpolation between the sorted values (type 7 of Hyndman and Fan 1996). */
function quartile(sorted: readonly number[], level: number): number {
  const at = (sorted.length - 1) * level;
  const low = sorted[Math.floor(at)] ?? 0;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}

const scopeWords: Record<Scope, string> = {
  'contrary-since-adoption':
    'recorded incidents contrary to a clause of the agreement that began on or after its adoption',
  contrary: 'recorded incidents contrary to a clause of the agreement, of any date',
  recorded: 'all recorded incidents',
};

function attributionParameter({ incidents, attributed, byStandard, scope }: Funnel, { standard }: Query): Parameter {
  const bounds = byStandard
    .filter((line) => ['any-report', 'two-separate-statements', standard].includes(line.standard))
    .map((line) => wilsonInterval(line.attributed, incidents));
  const own = wilsonInterval(attributed, incidents);
  return {
    value: attributed / incidents,
    low: Math.min(own.low, ...bounds.map(({ low }) => low)),
    high: Math.max(own.high, ...bounds.map(({ high }) => high)),
    basis: 'measured',
    source: `${attributed} of ${incidents} ${scopeWords[scope]}, under ${standard}; range: 95 % intervals from two-separate-statements to any-report. Operations that nobody reported are absent, so the true share is lower.`,
    n: incidents,
  };
}

function responseParameter({ attributed, answeredAtCost, answeredByHorizon, scope }: Funnel): Parameter {
  const plain = wilsonInterval(answeredAtCost, attributed);
  const { value, lower, upper } = answeredByHorizon ?? { value: 0, lower: plain.low, upper: plain.high };
  // Where all or none were answered the curve has no interval: the plain share's stands in.
  const isEnd = value <= 0 || value >= 1;
  return {
    value,
    low: Math.min(value, isEnd ? plain.low : lower),
    high: Math.max(value, isEnd ? plain.high : upper),
    basis: 'measured',
    source: `Kaplan–Meier share of ${attributed} attributed incidents (${scopeWords[scope]}) with an answer that costs something within ${answerHorizon / 365} years of the first attribution; ${answeredAtCost} were answered so far.`,
    n: attributed,
  };
}

/** From the recorded start of conduct to the first costly answer; from a wider scope where too few were answered. */
function delayParameter(chosen: Funnel, funnels: readonly Funnel[]): Parameter {
  const usable = funnels.slice(funnels.indexOf(chosen)).find(({ daysFromConduct }) => (daysFromConduct?.n ?? 0) >= 3);
  const days = usable?.daysFromConduct;
  if (!usable || !days) {
    return { value: 1, low: 0, high: 5, basis: 'assumed', source: 'fewer than three dated answers are recorded', n: 0 };
  }
  return {
    value: days.median / daysInPeriod,
    low: days.lower / daysInPeriod,
    high: days.upper / daysInPeriod,
    basis: 'measured',
    source: `median and quartiles, in years, from the recorded start of conduct to the first answer that costs something, over ${days.n} answered of the ${scopeWords[usable.scope]}`,
    n: days.n,
  };
}

function falseAttributions(view: View, { asOf }: Query): Measured['falseAttribution'] {
  const day = parseDay(asOf);
  const statements = view.all('attribution').filter(({ madeOn }) => isOnOrBefore(madeOn, day) === 'true');
  const naming = statements.filter(({ stance, responsible }) => stance === 'attributes' && Array.isArray(responsible));
  const standing = new Set(
    [...new Set(naming.map(({ incident }) => incident))].flatMap((incident) =>
      standingAttributions(view.by('attribution', 'incident', incident)).map(({ id }) => id),
    ),
  );
  const sets = new Map<string, Set<string>>();
  for (const { incident, responsible } of naming) {
    const set = sets.get(incident) ?? new Set<string>();
    set.add([...(responsible as PartyId[])].sort().join(' '));
    sets.set(incident, set);
  }
  return {
    statements: naming.length,
    retracted: naming.filter(({ id }) => !standing.has(id)).length,
    incidentsWithRivals: [...sets.values()].filter((set) => set.size > 1).length,
    incidents: sets.size,
  };
}
