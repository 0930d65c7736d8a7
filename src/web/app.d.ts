/** What the pages know of their surroundings: the request that carries the API, and the shape of an error. */
import type { IncomingMessage } from 'node:http';
import type { KeptPages } from '#server';

declare global {
  namespace App {
    interface Error {
      message: string;
      title?: string;
      code?: string;
    }
    interface Platform {
      req: IncomingMessage & {
        /** Handed on by the server: its API without a socket, and its store of pages. */
        servanda?: { fetch(request: Request): Response | Promise<Response>; pages?: KeptPages };
      };
    }
  }
}
