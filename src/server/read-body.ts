/** Reads the body of a request within a limit; hostile input enters here. */
import { ServandaError } from '#model';

/** The body as parsed JSON. Throws INPUT_TOO_LARGE beyond `maxBytes` (without reading on), INPUT_INVALID if it is no JSON. */
export async function readJsonBody(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readTextBody(request, maxBytes);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
    throw new ServandaError('INPUT_INVALID', `The body is not JSON: ${reason}.`, { cause: error });
  }
}

/** The body as UTF-8 text, bounded. */
export async function readTextBody(request: Request, maxBytes: number): Promise<string> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    length += chunk.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(chunk.value);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new ServandaError('INPUT_INVALID', 'The body is not UTF-8 text.', { cause: error });
  }
}

function tooLarge(maxBytes: number): ServandaError {
  return new ServandaError('INPUT_TOO_LARGE', `The body is larger than ${maxBytes} bytes; send less at once.`);
}
