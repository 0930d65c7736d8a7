/** Documents: links lead somewhere, and tables say what the code says. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTracked, root, trackedFiles } from './tracked-files.ts';

const documents = trackedFiles.filter((file) => file.endsWith('.md'));

/** The anchor that readers of Markdown make of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}

function anchorsOf(file: string): string[] {
  return [...readTracked(file).matchAll(/^#+\s+(.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

describe('links in Markdown', () => {
  it('there are documents', () => {
    expect(documents).toContain('README.md');
  });

  it.each(documents)('%s', (file) => {
    const targets = [...withoutCode(readTracked(file)).matchAll(/\]\(<?([^()\s>]+)>?\)/g)].map(([, to = '']) => to);
    const broken = targets.filter((to) => {
      if (/^[a-z]+:/.test(to)) return false;
      const [place = '', anchor] = to.split('#');
      const target = place === '' ? file : path.posix.join(path.posix.dirname(file), decodeURIComponent(place));
      if (!existsSync(path.join(root, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const rows = [...readTracked('ARCHITECTURE.md').matchAll(/^\| `([a-z]+)`\s*\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, room = '', purpose = '', others = '']) => ({
      room,
      purpose,
      others: others
        .trim()
        .split(/\s+/)
        .filter((other) => other !== '–'),
    }),
  );

  it('has the table of rooms that check:borders enforces', async () => {
    // A variable, because the rules have no types to import.
    const rules: string = '../../.dependency-cruiser.mjs';
    const { rooms } = (await import(rules)) as { rooms: Record<string, string[]> };
    expect(Object.fromEntries(rows.map(({ room, others }) => [room, others]))).toEqual(rooms);
  });

  it('says "not yet" of the rooms that are not there, and of no other', () => {
    const isThere = (room: string): boolean => trackedFiles.some((file) => file.startsWith(`src/${room}/`));
    const claimed = rows.filter(({ purpose }) => purpose.includes('not yet')).map(({ room }) => room);
    expect(claimed).toEqual(rows.map(({ room }) => room).filter((room) => !isThere(room)));
  });
});

describe('scripts', () => {
  const { scripts } = JSON.parse(readTracked('package.json')) as { scripts: Record<string, string> };

  it.each(Object.keys(scripts))('%s is explained in CONTRIBUTING.md', (name) => {
    const command = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
    expect(readTracked('CONTRIBUTING.md')).toMatch(new RegExp(`\`${command}[\` ]`));
  });
});

describe('decisions', () => {
  it('are all in the list, numbered without a gap', () => {
    const pages = trackedFiles.filter((file) => /^docs\/decisions\/\d/.test(file)).map((file) => path.basename(file));
    const listed = [...readTracked('docs/decisions/README.md').matchAll(/\((\d{4}-[^)]+)\)/g)].map(([, page]) => page);
    expect(listed).toEqual(pages);
    expect(pages.map((page) => Number(page.slice(0, 4)))).toEqual(pages.map((_, index) => index + 1));
  });
});

describe('docs/operate/running.md', () => {
  const page = readTracked('docs/operate/running.md');
  const sources = trackedFiles.filter((file) => /^src\/.*\.ts$/.test(file)).map(readTracked);
  const settings = new Set(
    sources.flatMap((text) => [...text.matchAll(/process\.env\['(\w+)'\]/g)].map(([, name]) => name)),
  );
  const commands = trackedFiles
    .map((file) => /^src\/cli\/commands\/([a-z-]+)\.ts$/.exec(file)?.[1])
    .filter((name) => name !== undefined && name !== 'index');

  it.each([...settings])('explains the setting %s', (name) => {
    expect(page).toContain(`\`${name ?? ''}\``);
  });

  it.each(commands)('explains the command %s', (name) => {
    expect(page).toMatch(new RegExp(`\`servanda ${name ?? ''}[\` ]`));
  });
});
