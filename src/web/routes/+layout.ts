/** Pages are rendered on the server and carry no script. */
export const csr = false;
