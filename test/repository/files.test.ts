/** What is committed: exact versions, no addresses of one machine or registry, and files that can be read in one go. */
import { describe, expect, it } from 'vitest';
import { readTracked, trackedFiles } from './tracked-files.ts';

/** Files over the limit that are tables: one row a line, nothing to split by concept. */
const tables: readonly string[] = ['src/negotiation/definitions/bank.ts', 'src/interchange/importers/eurepoc.ts'];
const limit = 400;

describe('packages', () => {
  it.each(['package.json', 'benchmarks/package.json'])('%s pins exact versions', (file) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readTracked(file)) as Record<
      string,
      Record<string, string> | undefined
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it.each(['package-lock.json', 'benchmarks/package-lock.json'])('%s holds no download address', (file) => {
    expect(readTracked(file)).not.toMatch(/"resolved"/);
  });

  it('the lock file fits package.json', () => {
    const own = JSON.parse(readTracked('package.json')) as Record<string, unknown>;
    const lock = JSON.parse(readTracked('package-lock.json')) as { packages: Record<string, Record<string, unknown>> };
    for (const field of ['name', 'version', 'dependencies', 'devDependencies']) {
      expect(lock.packages['']?.[field]).toEqual(own[field]);
    }
  });
});

describe('files', () => {
  it('name no path of one machine', () => {
    // Put together here, so that this file does not find itself.
    const pattern = new RegExp(`(?:^|[^\\w.~:/-])/(?:${['work', 'root', 'home', 'Users'].join('|')})/\\w`);
    const found = trackedFiles
      .filter((file) => /\.(?:ts|mjs|js|json|svelte|ya?ml|md|sh|html|css)$|^\.ci\//.test(file))
      .flatMap((file) =>
        readTracked(file)
          .split('\n')
          .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
      );
    expect(found).toEqual([]);
  });

  it(`of src/ have at most ${limit} lines`, () => {
    const long = trackedFiles
      .filter((file) => /^src\/.*\.(?:ts|svelte|css)$/.test(file) && !tables.includes(file))
      .filter((file) => readTracked(file).trimEnd().split('\n').length > limit);
    expect(long).toEqual([]);
  });

  it('of src/ begin with a sentence of purpose', () => {
    const silent = trackedFiles
      .filter((file) => /^src\/.*\.ts$/.test(file))
      .filter((file) => !/^\/\*\*\s+(?:\* )?\S/.test(readTracked(file)));
    expect(silent).toEqual([]);
  });
});
