/** What a reader takes along of a page: its answer in the forms that the API gives, and the dials it was made under. */

/** Lists that the API gives whole, in these forms besides JSON. */
const listForms: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/agreements': ['csv', 'parquet'],
  '/api/v1/parties': ['csv', 'parquet'],
  '/api/v1/incidents': ['csv', 'parquet'],
  '/api/v1/findings': ['csv'],
};

const formNames: Readonly<Record<string, string>> = { json: 'JSON', csv: 'CSV', parquet: 'Parquet' };

/** Forms with their addresses: a list whole, not the page of it that is shown. */
export function formatsOf(address: string): [name: string, href: string][] {
  const [path = '', query] = address.split('?', 2);
  const forms = listForms[path];
  if (!forms) return [['JSON', address]];
  const words = new URLSearchParams(query);
  words.delete('limit');
  words.delete('cursor');
  return ['json', ...forms].map((form) => {
    words.set('format', form);
    return [formNames[form] ?? form, `${path}?${words.toString()}`];
  });
}

/** The dials that an answer was made under, in words for a citation; those that are not set are left out. */
export function dialsInUse(parameters: Readonly<Record<string, unknown>>): [name: string, value: string][] {
  const names = {
    asOf: 'as of',
    definitions: 'definitions',
    standard: 'attribution standard',
    commitment: 'commitment standard',
    publicAt: 'published by',
    knownAt: 'recorded by',
  };
  return Object.entries(names).flatMap(([field, name]) => {
    const value = parameters[field];
    return typeof value === 'string' ? [[name, value] as [string, string]] : [];
  });
}
