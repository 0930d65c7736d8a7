/** Installs packages from the lock file only. */
import path from 'node:path';
import { noteInstalled } from './installed.mjs';
import { runLong } from './long-work.mjs';
import { root } from './root.mjs';

/** Installs what the lock file says, and nothing that runs scripts of its own. */
export async function install(folder = root) {
  const what = `installing packages${folder === root ? '' : ` for ${path.relative(root, folder)}/`} (npm ci)`;
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  // The npm that started us is the one to use, if it was npm.
  if (npm && /npm-cli\.c?js$/.test(npm)) await runLong(what, process.execPath, [npm, ...args], { cwd: folder });
  else await runLong(what, 'npm', args, { cwd: folder });
  noteInstalled(folder);
}
