/** What the commands need of PostgreSQL, in a file of its own that is loaded on demand: most commands never need it. */
export { openPostgresLog, postgresSecrets } from '#storage';
