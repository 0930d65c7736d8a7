/** The fields of a form, kept as a draft in this browser while they are written. */
import { onMount } from 'svelte';
import { forgetDraft, keepDraft, readDraft } from './drafts.ts';

interface Ways<Fields> {
  /** Fields of a form in which nothing was written. */
  empty: () => Fields;
  /** What was kept, brought to the form as it is now. */
  restore: (kept: Fields, now: Fields) => Fields;
  /** Whether there is anything to keep; always, where nothing is said. */
  isWorthKeeping?: (fields: Fields) => boolean;
}

/** Made while a component is made, for it lives as long as that. */
export class KeptFields<Fields> {
  fields = $state() as Fields;
  /** False until the draft was looked up. */
  isReady = $state(false);
  /** False once the browser did not keep what was written. */
  isKept = $state(true);
  readonly #name: string;
  readonly #empty: () => Fields;

  constructor(name: string, { empty, restore, isWorthKeeping = () => true }: Ways<Fields>) {
    this.#name = name;
    this.#empty = empty;
    this.fields = empty();
    onMount(() => {
      const kept = readDraft(name) as Fields | null;
      if (kept) this.fields = restore(kept, this.fields);
      this.isReady = true;
    });
    $effect(() => {
      const now = $state.snapshot<unknown>(this.fields) as Fields;
      if (this.isReady && isWorthKeeping(now)) this.isKept = keepDraft(name, now);
    });
  }

  forget(): void {
    forgetDraft(this.#name);
  }

  startOver(): void {
    this.forget();
    this.fields = this.#empty();
  }
}
