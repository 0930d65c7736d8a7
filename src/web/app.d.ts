/** What the pages know of their surroundings: the request that carries the API, and the shape of an error. */
import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Error {
      message: string;
      title?: string;
      code?: string;
    }
    interface Platform {
      req: IncomingMessage & { servanda?: { fetch(request: Request): Response | Promise<Response> } };
    }
  }
}
