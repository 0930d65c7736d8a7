/** Coverage, responses, transparency and scorecards over HTTP: envelopes, equal bytes, and named problems. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleApi } from '../server/sample-instance.ts';

let get: Awaited<ReturnType<typeof sampleApi>>['get'];
beforeAll(async () => {
  ({ get } = await sampleApi());
});

describe('metrics', () => {
  it.each([
    ['/api/v1/coverage/paris-call-2018?universe=contrary&draws=1000', 'coverage/2'],
    ['/api/v1/coverage/paris-call-2018?responsibility=credence&draws=1000&target=0.6', 'coverage/2'],
    ['/api/v1/responses?agreement=paris-call-2018&clock=report', 'responses/1'],
    ['/api/v1/transparency/paris-call-2018', 'transparency/1'],
    ['/api/v1/scorecard?agreement=paris-call-2018,g20-antalya-2015&composite=&draws=500', 'scorecard/1'],
    ['/api/v1/scorecard?agreement=paris-call-2018&compare=2020-01-01', 'scorecard/1'],
  ])('%s answers in an envelope, the same bytes twice', async (address, method) => {
    const [first, second] = [
      await get(address),
      await get(`${address}&commitment=endorsed-or-adopted`.replace(/^([^?]*)&/, '$1?')),
    ];
    expect(first.status).toBe(200);
    const answer = (await first.json()) as { method: string; snapshot: unknown[]; result: unknown };
    expect(answer).toMatchObject({
      method,
      snapshot: [expect.objectContaining({ size: expect.any(Number) as number })],
    });
    // The default dial spelt out asks the same question.
    expect(JSON.stringify(await second.json())).toBe(JSON.stringify(answer));
  });

  it.each([
    ['/api/v1/coverage/paris-call-2018?universe=secret', 400],
    ['/api/v1/coverage/paris-call-2018?draws=-1', 400],
    ['/api/v1/coverage/paris-call-2018?target=2', 400],
    ['/api/v1/coverage/gcsc-norms-2018?universe=contrary', 200],
    ['/api/v1/coverage/budapest-2001?universe=contrary', 422],
    ['/api/v1/responses?clock=noon', 400],
    ['/api/v1/responses?horizons=soon', 400],
    ['/api/v1/transparency/nobody', 404],
    ['/api/v1/scorecard?agreement=nobody', 404],
    ['/api/v1/scorecard?agreement=paris-call-2018&composite=fame=1', 400],
  ])('%s is status %i', async (address, status) => {
    const answer = await get(address);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toMatch(status === 200 ? /application\/json/ : /problem\+json/);
  });
});
