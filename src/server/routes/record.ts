/** The record about itself: how it was collected, how it is known, and which facts are not. */
import { CompiledRecord, reportOnRecord } from '#intake';
import { recordKinds } from '#model';
import { envelope } from '#publish';
import { AnyObject, route } from '../route.ts';

export const recordRoutes = [
  route({
    path: '/record',
    tag: 'overview',
    summary:
      'Coverage of the record: seen and recalled, sources a record, unknown facts by field, answers of the accused',
    result: AnyObject,
    answer: ({ view, query }) => {
      // The checker's report reads placed statements; what comes from a log has no place in a file.
      const nowhere = { place: {}, placeOf: () => ({}) };
      const statements = recordKinds.flatMap((kind) => view.all(kind).map((body) => ({ body, ...nowhere })));
      return envelope(
        view,
        'record-coverage/1',
        query,
        {},
        ['counts are of what is recorded in the view, whatever the as-of date; the record is no sample'],
        { description: view.all('record-description')[0] ?? null, ...reportOnRecord(new CompiledRecord(statements)) },
      );
    },
  }),
];
