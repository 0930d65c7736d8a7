/** Citations: CSL-JSON and BibTeX of sources, agreements and published reports. */
import { selected, type Selection } from '../../selection.ts';
import { jsonFile, kindsLeftOut, textFile, type Exporter, type Loss } from '../exporter.ts';
import { bibtexEntry } from './bibtex.ts';
import { citedKinds, cslItem, type CslItem } from './item.ts';

export { bibtexEntry } from './bibtex.ts';
export { cslDate, type CslItem } from './item.ts';

function items(selection: Selection): CslItem[] {
  return citedKinds.flatMap((kind) => selected(selection, kind).map(cslItem));
}

const kept: Readonly<Record<string, string>> = {
  source: 'known and place in the log are left out',
  agreement: 'title, forum, date, symbol and address alone',
  'published-report': 'title, reporter, date and symbol alone',
};

function losses(selection: Selection): Loss[] {
  return [
    ...citedKinds.flatMap((kind): Loss[] => {
      const count = selected(selection, kind).length;
      return count === 0 ? [] : [{ kind, field: 'all others', what: 'reduced', count, reason: kept[kind] ?? '' }];
    }),
    ...kindsLeftOut(selection, new Set(citedKinds), 'it is no document that one cites'),
  ];
}

export const cslJson: Exporter = {
  id: 'csl-json',
  title: 'CSL-JSON: sources, agreements and reports to cite',
  mediaType: 'application/vnd.citationstyles.csl+json',
  oneFile: true,
  files: (selection) => [jsonFile('servanda.csl.json', items(selection), cslJson.mediaType)],
  losses,
};

export const bibtex: Exporter = {
  id: 'bibtex',
  title: 'BibTeX: sources, agreements and reports to cite',
  mediaType: 'application/x-bibtex; charset=utf-8',
  oneFile: true,
  files: (selection) => [textFile('servanda.bib', bibtex.mediaType, items(selection).map(bibtexEntry).join('\n'))],
  losses,
};
