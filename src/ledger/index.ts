/** Merkle tree, tiles, signed notes and proofs; it knows bytes only. */
export * from './browser.ts';
export * from './checkpoint.ts';
export * from './cosignature.ts';
export * from './entry-bundle.ts';
export * from './errors.ts';
export * from './hash.ts';
export * from './jws.ts';
export * from './keys.ts';
export * from './merkle-root.ts';
export * from './nodes.ts';
export * from './note.ts';
export * from './port.ts';
export * from './proofs.ts';
export * from './succession.ts';
export * from './tile.ts';
export * from './tlog-proof.ts';
export * from './witness.ts';
