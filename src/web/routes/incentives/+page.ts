/** This page computes as its reader types; it works without script too, one form at a time. */
export const csr = true;
