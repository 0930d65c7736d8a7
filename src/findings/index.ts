/** Text, commitment and responsibility: what a promise reaches, who is bound by it, and who is named. */
export * from './commitment.ts';
