/** Every route with its largest, smallest and oddest record, as the browser tests and screenshots visit them. */
export const pages = [
  '/',
  '/?as-of=2018-11-12&standard=any-report',
  '/agreements',
  '/agreements?q=nothing-is-called-this',
  '/agreements/paris-call-2018',
  '/agreements/paris-call-2018?as-of=2018-11-12',
  '/agreements/un-gge-2015',
  '/agreements/un-gge-2017',
  '/agreements/cybersecurity-tech-accord-2018',
  '/parties',
  '/parties?kind=company',
  '/parties/RUS',
  '/parties/USA?standard=two-governments',
  '/parties/microsoft',
  '/incidents',
  '/incidents?responsible=CHN&effect=data-theft',
  '/incidents/irgc-maritime-database-2019',
  '/incidents/vpnfilter-2018',
  '/about',
] as const;

/** Addresses that must answer with an error page, and its status. */
export const errors = [
  ['/nothing-here', 404],
  ['/agreements/nothing-here', 404],
  ['/incidents/%3Cscript%3E', 404],
  ['/?as-of=yesterday', 400],
  ['/parties?cursor=x&kind=%00', 200],
  ['/incidents?standard=nobody', 404],
] as const;
