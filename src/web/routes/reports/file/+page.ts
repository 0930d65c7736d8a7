/** The statement is built and signed in the reader's browser, with a key that no server sees: that needs script. */
export const csr = true;
