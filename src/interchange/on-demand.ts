/** Packages that are loaded when they are first needed: every command passes this door, and few read or write files. */
import { createRequire } from 'node:module';
import type * as CsvParse from 'csv-parse';
import type * as CsvStringify from 'csv-stringify/sync';
import type * as ParquetWriter from 'hyparquet-writer';
import type * as IsoCountries from 'i18n-iso-countries';

// Loading on demand without waiting: Node loads modules of either kind this way from version 20.19 on.
const require = createRequire(import.meta.url);

export const onDemand = {
  csvParse: () => require('csv-parse') as typeof CsvParse,
  csvStringify: () => require('csv-stringify/sync') as typeof CsvStringify,
  parquetWriter: () => require('hyparquet-writer') as typeof ParquetWriter,
  /** Without its own door, which loads every language. */
  countries: () => require('i18n-iso-countries/index.js') as typeof IsoCountries,
  countryNames: (language: string) => require(`i18n-iso-countries/langs/${language}.json`) as IsoCountries.LocaleData,
};
