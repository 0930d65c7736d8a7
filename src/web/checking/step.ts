/** One thing that was checked, and what came of it. */
export interface Step {
  /** true: holds; false: does not; null: could not be checked here. */
  holds: boolean | null;
  what: string;
  detail: string;
}
