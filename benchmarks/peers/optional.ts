/** A peer that may not be installed: null then, with a word on how to install it. */
export async function optional<Module>(name: string): Promise<Module | null> {
  try {
    return (await import(name)) as Module;
  } catch {
    console.log(`${name}: not installed; run "npm ci --ignore-scripts" in benchmarks/`);
    return null;
  }
}
