/** Sets of definitions and the variants they pick, for readers who choose one. */
import { definitionGroups, findDefinitions, lawsOf } from '#findings';
import { phraseExpression } from '#norms';
import type { View } from '#registry';
import { citedSources, type CitedSource } from '../sources.ts';

export interface DefinitionSetLine {
  id: string;
  label: string;
  kind: string;
  picks: Record<string, string>;
  /** Terms on which the namesake published nothing that decides: there the pick is a choice of the project. */
  chosen: string[];
  sources: CitedSource[];
}

export interface CodedTerm {
  id: string;
  label: string;
  question: string | null;
  variants: {
    id: string;
    reading: string;
    phrase: string;
    component: boolean;
    basis: string | null;
    since: string | null;
    holders: { definition: string; holder: string; fit: string }[];
    /** Sets that pick it. */
    pickedBy: string[];
  }[];
}

export interface DefinitionSets {
  sets: DefinitionSetLine[];
  groups: { id: string; rule: string }[];
  terms: CodedTerm[];
}

/** Everything the choice of definitions rests on. */
export function definitionSets(view: View): DefinitionSets {
  const { sets } = lawsOf(view);
  return {
    sets: sets.map(({ id, label, kind, picks }) => {
      const body = view.get('definition-set', id);
      return { id, label, kind, picks: { ...picks }, chosen: body.chosen, sources: citedSources(view, body.citations) };
    }),
    groups: definitionGroups.map((id) => ({ id, rule: findDefinitions(view, id).rule })),
    terms: view
      .all('term')
      .map(({ id, label, question }) => ({
        id,
        label,
        question,
        variants: view.by('encoding', 'term', id).map((encoding) => {
          const variant = encoding.id.split('/')[1] ?? '';
          return {
            id: variant,
            reading: encoding.reading,
            phrase: phraseExpression(encoding.expression),
            component: encoding.component,
            basis: encoding.basis,
            since: encoding.since,
            holders: encoding.holders.map(({ definition, fit }) => ({
              definition,
              holder: view.find('definition', definition)?.body.holder ?? definition,
              fit,
            })),
            pickedBy: sets.filter(({ picks }) => picks[id] === variant).map((set) => set.id),
          };
        }),
      }))
      .filter(({ variants }) => variants.length > 0),
  };
}
