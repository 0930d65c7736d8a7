/** Figures over HTTP: the same drawing in page data, file and embed; frozen ones stay; files say from what they were made. */
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawFigure, figureId } from '#charts';
import { createApi, openWorkerPool, type Instance, type ServedFigure } from '#server';
import { openForReading } from '../../src/cli/open.ts';
import { placeOf } from '../../src/cli/data-place.ts';
import { withText } from '../../src/server/figures/png.ts';

let instance: Instance;
let api: ReturnType<typeof createApi>;
const workers = openWorkerPool(1);

const get = async (path: string): Promise<Response> => await api.fetch(new Request(`http://localhost${path}`));
const text = async (path: string): Promise<string> => {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return response.text();
};
const served = async (path: string): Promise<ServedFigure> =>
  (JSON.parse(await text(`/api/v1/figures/${path}`)) as { result: ServedFigure }).result;

const subjects = [
  'absence/paris-call-2018',
  'coverage/paris-call-2018',
  'tiles/paris-call-2018',
  'parties/paris-call-2018',
  'effect/us-china-2015',
  'responses/all',
  'responses/target',
  'responses/responder',
  'responses/form',
  'frontier/un-gge-2017-legal-clauses',
  'incentives/us-china-2015',
  'incentives/record',
];

beforeAll(async () => {
  instance = await openForReading(placeOf({ data: '.servanda-none' }));
  api = createApi(instance, { version: 'test', workers });
  return async () => {
    await workers.close();
    await instance.close();
  };
});

describe('one making', () => {
  test.each(subjects)('%s: data, file and embed hold the same drawing', async (path) => {
    const figure = await served(path);
    const [kind = '', subject = ''] = path.split('/');
    const drawing = drawFigure(figure.spec, figureId(kind, subject), figure.wide);
    expect(await text(`/embed/${path}.svg?bare=wide`)).toBe(drawing);
    expect(await text(`/embed/${path}.svg`)).toContain(drawing);
    const embed = await text(`/embed/${path}`);
    expect(embed).toContain(drawing);
    expect(embed).not.toMatch(/<script|\sstyle=|\son\w+=/i);
    const lines = (await text(`/embed/${path}.csv`)).trim().split('\r\n');
    expect(lines[0]).toBe(figure.columns.map(({ name }) => name).join(','));
    expect(figure.caption).toMatch(/n = \d/);
    expect(figure.caption).toContain(path.startsWith('frontier') ? 'project coding' : '2026-');
    for (const row of figure.rows) expect(row).toHaveLength(figure.columns.length);
  });

  test('captions of figures over attributions name the standard in use', async () => {
    for (const path of subjects.filter((one) => /^(absence|coverage|effect|responses|incentives)/.test(one))) {
      expect((await served(`${path}?standard=two-governments`)).caption, path).toContain('two-governments');
    }
  });
});

describe('embeds', () => {
  test('may be framed anywhere, and run and load nothing', async () => {
    const policy = (await get('/embed/coverage/paris-call-2018')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain('frame-ancestors *');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
  });

  test('a frozen address answers with what was there, to the byte', async () => {
    const { files } = await served('coverage/paris-call-2018');
    const frozen = files.frozen.replace('?', '.svg?');
    expect(await text(frozen)).toBe(await text(files.svg));
    expect(await text(files.frozen)).toContain('Frozen');
    expect(await text(files.embed)).toContain('Live');
  });

  test('an earlier size of the log gives an earlier figure, and another history is refused', async () => {
    const [record] = instance.registry.snapshot;
    if (!record) throw new Error('no record');
    const { rootFromTiles } = await import('#ledger');
    const reader = instance.log(record.origin);
    if (!reader) throw new Error('no log');
    const size = record.size - 1;
    const root = (await rootFromTiles(reader, size)).toString('hex').slice(0, 16);
    const pin = (word: string): string =>
      `/embed/tiles/paris-call-2018.svg?snapshot=${encodeURIComponent(`${record.origin}@${size}.${word}`)}`;
    const svg = await text(pin(root));
    expect(svg).toContain(`${size} entries`);
    const other = await get(pin('00000000'));
    expect(other.status).toBe(500);
    expect(((await other.json()) as { code: string }).code).toBe('LOG_FORKED');
  });

  test.each([
    ['/embed/nothing/paris-call-2018', 404, 'NOT_FOUND'],
    ['/embed/coverage/nothing', 404, 'NOT_FOUND'],
    ['/embed/coverage/paris-call-2018.png?as-of=1990-01-01', 422, 'REFUSED'],
    ['/embed/coverage/paris-call-2018?snapshot=x', 400, 'INPUT_INVALID'],
    ['/embed/coverage/paris-call-2018?party=RUS', 400, 'INPUT_INVALID'],
    ['/embed/coverage/paris-call-2018?colour=red', 400, 'INPUT_INVALID'],
    ['/embed/responses/never', 404, 'NOT_FOUND'],
    ['/embed/coverage/paris-call-2018?snapshot=servanda%2Frecord%40999999999.00000000', 404, 'NOT_FOUND'],
  ])('%s answers %i', async (address, status, code) => {
    const response = await get(address);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { code: string }).code).toBe(code);
  });
});

describe('PNG', () => {
  test('is a picture that says from what it was made', async () => {
    const response = await get('/embed/parties/us-china-2015.png');
    expect(response.headers.get('content-type')).toBe('image/png');
    const png = Buffer.from(await response.arrayBuffer());
    const chunks = chunksOf(png);
    expect(chunks.map(({ type }) => type)).toEqual(expect.arrayContaining(['IHDR', 'iTXt', 'IDAT', 'IEND']));
    const note = chunks.find(({ type }) => type === 'iTXt')?.data.toString('utf8') ?? '';
    const record = JSON.parse(note.slice('servanda\0\0\0\0\0'.length)) as { format: string; address: string };
    expect(record.format).toBe('servanda-figure/1');
    expect(record.address).toContain('snapshot=');
    const pixels = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
    // Text was drawn with the font that ships: without it the headline, dark on white, would be missing.
    const width = png.readUInt32BE(16);
    const stride = pixels.length / png.readUInt32BE(20);
    expect(stride).toBeGreaterThan(width);
    expect(new Set(pixels.subarray(0, stride * 110)).size).toBeGreaterThan(50);
  });

  test('text goes in as a chunk with the right checksum', () => {
    const bare = Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      Buffer.alloc(25),
      Buffer.from('rest'),
    ]);
    const png = Buffer.from(withText(bare, 'é'));
    // CRC of "iTXtservanda\0\0\0\0\0é" by Python's zlib.crc32.
    expect(png.subarray(-8, -4).readUInt32BE(0)).toBe(0x55f65744);
    expect(png.subarray(-4).toString()).toBe('rest');
  });
});

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}
