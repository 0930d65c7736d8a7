/** Where a worker runs straight from its sources: worker threads of Node 20 do not take on the loader of their parent. */
import { register } from 'tsx/esm/api';

register();
const { default: work } = await import('../src/server/workers/worker.ts');

/** tinypool calls the default export. */
export default work;
