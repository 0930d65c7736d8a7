/** Says, once and before the tests, which of them are skipped here and why. */
import { postgresMissing } from '../storage/postgres-server.ts';
import { chromiumMissing } from '../web/chromium.ts';

export default function sayWhatIsSkipped(): void {
  if (postgresMissing !== null) console.log(`skipped: the tests with PostgreSQL (${postgresMissing})`);
  if (chromiumMissing !== null) console.log(`skipped: the tests in a browser (${chromiumMissing})`);
}
