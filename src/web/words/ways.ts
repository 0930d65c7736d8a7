/** Where every page leads: the main ways in its head, the others in its foot. */

export const mainWays = [
  ['/agreements', 'Agreements'],
  ['/parties', 'Parties'],
  ['/incidents', 'Incidents'],
  ['/findings', 'Findings'],
  ['/effect', 'Effect'],
  ['/responses', 'Responses'],
  ['/reports', 'Reports'],
  ['/claims', 'Claims'],
  ['/negotiate', 'Negotiate'],
  ['/incentives', 'Incentives'],
] as const;

export const moreWays = [
  ['/definitions', 'Definitions'],
  ['/gray-area', 'Gray area'],
  ['/data', 'Data and API'],
  ['/verify', 'Verify a file'],
  ['/methodology', 'Methodology'],
  ['/about', 'About'],
] as const;
