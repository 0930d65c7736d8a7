/** Names of states and territories in data sets, read as parties. The product's own names come from its own table. */
import type { PartyId } from '#model';
import type { View } from '#registry';
import { onDemand } from '../on-demand.ts';

/** What a name stands for: a party, several states at once, nobody, or something that is not known here. */
export type Place = { party: PartyId } | 'region' | 'none' | undefined;

export interface Places {
  /** By name, in English or French, or by a code of two or three letters. */
  find: (text: string) => Place;
  /** The party of a name; undefined for regions, nobody, and what is not known. */
  party: (text: string) => PartyId | undefined;
  /** By alpha-2 code alone: "NA" is Namibia, and no missing value. */
  alpha2: (code: string) => PartyId | undefined;
  /** By alpha-3 code, with codes that are no longer given. */
  alpha3: (code: string) => PartyId | undefined;
}

/** Spellings of data sets that no table of names has. */
const spellings: Readonly<Record<string, PartyId>> = {
  'islamic republic of iran': 'IRN',
  'iran islamic republic of': 'IRN',
  'korea democratic people s republic of': 'PRK',
  'korea republic of': 'KOR',
  'democratic people s republic of korea': 'PRK',
  'republic of korea': 'KOR',
  'n korea': 'PRK',
  's korea': 'KOR',
  dprk: 'PRK',
  us: 'USA',
  'u s': 'USA',
  uk: 'GBR',
  uae: 'ARE',
  'palestine state of': 'PSE',
  palestine: 'PSE',
  'palestinian territory': 'PSE',
  'state of palestine': 'PSE',
  'moldova republic of': 'MDA',
  'congo the democratic republic of the': 'COD',
  'holy see vatican city state': 'VAT',
  macao: 'MAC',
  swaziland: 'SWZ',
  taiwan: 'TWN',
  'the philippines': 'PHL',
  'the netherlands': 'NLD',
  turkey: 'TUR',
  'people s republic of china': 'CHN',
  'viet nam': 'VNM',
  burma: 'MMR',
  'czech republic': 'CZE',
  'venezuela bolivarian republic of': 'VEN',
  'bolivia plurinational state of': 'BOL',
  'tanzania united republic of': 'TZA',
  'lao people s democratic republic': 'LAO',
  'syrian arab republic': 'SYR',
  'brunei darussalam': 'BRN',
  macedonia: 'MKD',
  'russian federation': 'RUS',
  eu: 'eu',
  'european union': 'eu',
};

const formerCodes: Readonly<Record<string, PartyId>> = {
  ROM: 'ROU',
  SCG: 'SRB',
  MTG: 'MNE',
  TMP: 'TLS',
  ZAR: 'COD',
  AND: 'AND',
};

const nobody = new Set([
  '',
  'unknown',
  'not available',
  'not attributed',
  'none',
  'n a',
  'nan',
  'undetermined',
  'other',
]);
const region =
  /\((?:region|states|member states)\)$|^(?:africa|asia|europe|global|worldwide|north america|south america|central america|latin america|middle east|southeast asia|south asia|east asia|central asia|eastern europe|northern europe|western europe|southern europe|caucasus|balkans|oceania|nato|gulf countries|mena)(?: region)?$/i;

/** Without accents, punctuation and capitals. */
export function plainName(text: string): string {
  // Most text is ASCII, for which the tables of Unicode take five times as long.
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  }
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Languages in which names are read. */
const languages = ['en', 'fr'] as const;

/** A reader of names over the parties of a view. */
export function openPlaces(view: View): Places {
  const byName = new Map<string, PartyId>(Object.entries(spellings));
  const countries = onDemand.countries();
  for (const language of languages) {
    countries.registerLocale(onDemand.countryNames(language));
    for (const [code, names] of Object.entries(countries.getNames(language, { select: 'all' }))) {
      const alpha3 = countries.alpha2ToAlpha3(code);
      for (const name of names) if (alpha3 !== undefined) byName.set(plainName(name), alpha3);
    }
  }
  for (const { id, name, aliases, partyKind } of view.all('party')) {
    if (partyKind !== 'state-or-territory') continue;
    for (const known of [name, ...aliases]) byName.set(plainName(known), id);
  }
  const alpha2 = (code: string): PartyId | undefined =>
    /^[A-Z]{2}$/.test(code) ? countries.alpha2ToAlpha3(code) : undefined;
  const alpha3 = (code: string): PartyId | undefined =>
    formerCodes[code] ?? (/^[A-Z]{3}$/.test(code) && countries.isValid(code) ? code : undefined);
  const kept = new Map<string, Place>();
  const find = (text: string): Place => {
    const name = plainName(text);
    if (nobody.has(name)) return 'none';
    const party = byName.get(name) ?? alpha3(text.trim()) ?? alpha2(text.trim());
    if (party !== undefined) return { party };
    return region.test(text.trim()) ? 'region' : undefined;
  };
  const found = (text: string): Place => {
    if (kept.has(text)) return kept.get(text);
    const place = find(text);
    // Names are hostile input: what is remembered is bounded.
    if (kept.size < 10_000 && text.length < 200) kept.set(text, place);
    return place;
  };
  return {
    alpha2,
    alpha3,
    find: found,
    party: (text) => {
      const place = found(text);
      return typeof place === 'object' ? place.party : undefined;
    },
  };
}
