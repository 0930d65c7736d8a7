/** Ends with a clear message on a Node that is too old. Imported first, so written in what an old Node can still read. */
const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    'Servanda needs Node ' +
      needed.join('.') +
      ' or later; this is Node ' +
      process.versions.node +
      '.\n' +
      'Install a current Node from https://nodejs.org (or with your version manager) and run the command again.',
  );
  process.exit(3);
}
