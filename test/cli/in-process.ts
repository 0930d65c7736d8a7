/** A command in the test's own process: what it printed, and errors as they were thrown. */
import { Command } from 'commander';
import { vi } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';

export async function servanda(...words: string[]): Promise<string> {
  const program = new Command().exitOverride();
  (await commands[words[0] as string]?.())?.(program);
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  return out;
}
