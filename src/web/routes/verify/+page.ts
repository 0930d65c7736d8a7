/** Files are checked in the reader's browser and sent nowhere, which needs script. */
export const csr = true;
