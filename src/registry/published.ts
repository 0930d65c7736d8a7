/** When the world could first read a statement's content: the second of the three clocks. */
import type { RecordStatement } from '#model';

/** The date (possibly imprecise) on which the content was published, or null where publication has no date. */
export function publishedOn(body: RecordStatement): string | null {
  switch (body.kind) {
    case 'attribution':
    case 'cited-evidence':
    case 'response':
    case 'norm-invocation':
      return body.madeOn;
    case 'incident':
      return body.disclosedOn ?? body.startedOn;
    case 'adherence':
    case 'membership':
      return body.from;
    case 'agreement':
      return body.adoptedOn;
    case 'reported-count':
      return body.countedOn;
    case 'definition':
      return body.heldFrom;
    case 'armed-conflict':
      return body.firstDay;
    case 'round':
      return body.until ?? body.from;
    case 'position':
      return body.statedOn;
    case 'vote':
      return body.votedOn;
    case 'source':
    case 'published-report':
      return body.publishedOn;
    default:
      return null;
  }
}
