/** Which resource gave an answer: from the method and the parameters of its envelope back to an address. */
import { ServandaError, nearestWord } from '#model';

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Paths by method. A parameter stands in braces; with a question mark it may be missing, with an asterisk its slashes are
 * slashes of the path.
 */
const paths: Readonly<Record<string, string>> = {
  agreement: '/agreements/{id}',
  agreements: '/agreements',
  brief: '/agreements/{id}/brief',
  camps: '/camps',
  citation: '/citation',
  claims: '/claims/{id?}',
  coverage: '/coverage/{agreement}',
  'dataset-counts': '/datasets/{dataset}',
  datasets: '/datasets',
  'datasets-coverage': '/datasets-coverage/{agreement}',
  'definition-divergence': '/definitions/{term}',
  'definition-sets': '/definition-sets',
  drafts: '/negotiation',
  due: '/due',
  effect: '/effect/{agreement}',
  effects: '/effect',
  'export-formats': '/export',
  'export-losses': '/export/{format}/losses',
  figures: '/figures',
  finding: '/findings/{incident}/{provision*}',
  findings: '/findings',
  'gray-area': '/gray-area',
  home: '/home',
  incident: '/incidents/{id}',
  incidents: '/incidents',
  method: '/methods/{id}',
  methods: '/methods',
  parties: '/parties',
  party: '/parties/{id}',
  provision: '/provisions/{agreement}/{ref}',
  record: '/records/{kind}/{id}',
  'record-coverage': '/record',
  records: '/records/{kind}',
  recommendations: '/recommendations',
  replies: '/replies',
  'reply-subject': '/reply-subject',
  report: '/reports/{id*}',
  'report-draft': '/report-drafts/{agreement}/{party}',
  'report-templates': '/report-templates',
  reports: '/reports',
  responses: '/responses',
  'review-draft': '/review-drafts/{agreement}/{party}/{period}',
  'rival-findings': '/rival-findings/{incident}',
  scorecard: '/scorecard',
  search: '/search',
  'standard-dependence': '/standards/dependence',
  standards: '/standards',
  terms: '/definitions',
  transparency: '/transparency/{agreement?}',
};

/** Parameters that are not words of an address as they stand, by method. */
const words: Readonly<Record<string, (parameters: Parameters) => Parameters>> = {
  // Coverage names all targets; an address gives one, or none for those by default.
  coverage: ({ targets, ...rest }) => ({
    ...rest,
    ...(Array.isArray(targets) && targets.length === 1 ? { target: targets[0] as unknown } : {}),
  }),
  'definition-divergence': ({ term, dataset }) => ({ term, dataset }),
  effect: ({ purposes, ...rest }) => ({
    ...rest,
    ...(Array.isArray(purposes) && purposes.length > 0 ? { purpose: purposes } : {}),
  }),
  scorecard: ({ agreements, weights, compareStandard, compareCommitment, ...rest }) => ({
    ...rest,
    agreement: agreements,
    'compare-standard': compareStandard,
    'compare-commitment': compareCommitment,
    ...(weights === undefined
      ? {}
      : {
          composite: Object.entries(weights as Record<string, number>)
            .map(([dial, weight]) => `${dial}=${weight}`)
            .join(','),
        }),
  }),
};

const dialNames: Readonly<Record<string, string>> = {
  asOf: 'as-of',
  publicAt: 'public-at',
  knownAt: 'known-at',
  definitions: 'definitions',
  standard: 'standard',
  commitment: 'commitment',
};

/** The address below /api/v1. Throws NOT_FOUND for a method whose answers cannot be asked again. */
export function addressOfAnswer(method: string, parameters: Parameters): string {
  const [id = ''] = method.split('/');
  const path = pathOf(id, parameters);
  if (path === undefined) {
    const near = nearestWord(id, Object.keys(paths));
    throw new ServandaError(
      'NOT_FOUND',
      `"${method.slice(0, 60)}" is no method whose answer can be computed again from its file alone${near === undefined ? '.' : `; did you mean ${near}?`}`,
    );
  }
  const dials = new Set(Object.keys(dialNames));
  const own = Object.fromEntries(Object.entries(parameters).filter(([name]) => !dials.has(name)));
  const rest = new Map(Object.entries(words[id]?.(own) ?? own));
  const place = path.replace(/\/\{(\w+)([?*]?)\}/g, (_, name: string, sign: string) => {
    // Commands name an agreement what the resource calls by its id.
    const key = !rest.has(name) && name === 'id' && rest.has('agreement') ? 'agreement' : name;
    const value = rest.get(key);
    rest.delete(key);
    if (value === undefined && sign === '?') return '';
    return `/${sign === '*' ? textOf(value) : encodeURIComponent(textOf(value))}`;
  });
  const search = new URLSearchParams();
  for (const [name, value] of rest)
    if (value !== null && value !== undefined && name !== 'roots') search.set(name, textOf(value));
  for (const [name, word] of Object.entries(dialNames)) {
    const value = parameters[name];
    if (value !== null && value !== undefined) search.set(word, textOf(value));
  }
  const text = search.toString();
  return text === '' ? place : `${place}?${text}`;
}

function pathOf(id: string, parameters: Parameters): string | undefined {
  if (id !== 'findings-grid') return Object.hasOwn(paths, id) ? paths[id] : undefined;
  return 'incident' in parameters ? '/findings/grid/incidents/{incident}' : '/findings/grid/agreements/{agreement}';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(String).join(',') : JSON.stringify(value);
}
