/** Asks one address over many kept connections, the next question as soon as an answer is whole, and says how long each took. */
import { connect, type Socket } from 'node:net';

export interface Load {
  /** Answers a second. */
  perSecond: number;
  /** Milliseconds within which half, and 99 of 100 answers were whole. */
  p50: number;
  p99: number;
  /** Bytes of one answer, head included. */
  bytes: number;
}

const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');

/** Loads an address for some milliseconds; throws at the first answer that is not 200, for an error page is quickly sent. */
export async function load(address: string, connections: number, milliseconds: number): Promise<Load> {
  const url = new URL(address);
  const question = Buffer.from(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
  const times: number[] = [];
  const began = performance.now();
  const end = began + milliseconds;
  let bytes = 0;
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
      const reader = new AnswerReader();
      let sent = 0;
      const send = (): void => {
        sent = performance.now();
        socket.write(question);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('close', () => {
        reject(new Error(`${address}: the server closed the connection`));
      });
      socket.on('data', (chunk) => {
        try {
          const whole = reader.take(chunk);
          if (whole === null) return;
          const now = performance.now();
          times.push(now - sent);
          bytes = whole;
          if (now < end) send();
          else finish(socket, resolve);
        } catch (error) {
          socket.destroy();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  await Promise.all(Array.from({ length: connections }, ask));
  const seconds = (performance.now() - began) / 1000;
  times.sort((left, right) => left - right);
  const quantile = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? NaN;
  return { perSecond: times.length / seconds, p50: quantile(0.5), p99: quantile(0.99), bytes };
}

function finish(socket: Socket, resolve: () => void): void {
  socket.removeAllListeners('close');
  socket.end(resolve);
}

/**
 * Finds where an answer ends, by Content-Length or by chunks (RFC 9112, sections 6 and 7). The body is counted, not
 * kept: the client must not be what is measured.
 */
class AnswerReader {
  /** What came of a head or of a chunk's size line that is not whole yet. */
  #rest: Buffer | null = null;
  #inHead = true;
  #isChunked = false;
  /** Bytes of body, or of chunk with its line end, that are still to come. */
  #due = 0;
  #isLastChunk = false;
  #seen = 0;

  /** The answer's size in bytes once it is whole, else null. */
  take(chunk: Buffer): number | null {
    this.#seen += chunk.length;
    let data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    if (this.#inHead) {
      const at = data.indexOf(headEnd);
      if (at < 0) return this.#wait(data);
      this.#readHead(data.toString('latin1', 0, at));
      data = data.subarray(at + headEnd.length);
    }
    return this.#isChunked ? this.#takeChunks(data) : this.#takeLength(data);
  }

  #readHead(head: string): void {
    const status = head.slice(9, 12);
    if (status !== '200') throw new Error(`answered ${status}`);
    this.#inHead = false;
    const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
    this.#isChunked = length === undefined;
    this.#due = Number(length ?? 0);
    this.#isLastChunk = false;
  }

  #takeLength(data: Buffer): number | null {
    this.#due -= data.length;
    return this.#due > 0 ? null : this.#end();
  }

  #takeChunks(start: Buffer): number | null {
    let data = start;
    for (;;) {
      if (this.#due > 0) {
        const taken = Math.min(this.#due, data.length);
        this.#due -= taken;
        data = data.subarray(taken);
        if (this.#due > 0) return null;
        if (this.#isLastChunk) return this.#end();
      }
      const at = data.indexOf(lineEnd);
      if (at < 0) return this.#wait(data);
      const size = Number.parseInt(data.toString('latin1', 0, at), 16);
      if (Number.isNaN(size)) throw new Error('answered with a chunk without a size');
      this.#isLastChunk = size === 0;
      this.#due = size + lineEnd.length;
      data = data.subarray(at + lineEnd.length);
    }
  }

  #wait(data: Buffer): null {
    this.#rest = data.length === 0 ? null : data;
    return null;
  }

  #end(): number {
    const size = this.#seen;
    this.#seen = 0;
    this.#inHead = true;
    return size;
  }
}
