/** Checks the room table with dependency-cruiser, and that it saw modules at all. */
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';

const result = await cruise(
  ['src'],
  {
    ...config.options,
    validate: true,
    ruleSet: { forbidden: config.forbidden, allowed: config.allowed, allowedSeverity: config.allowedSeverity },
  },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);
const { summary } = result.output;
const modules = summary.totalCruised;
for (const violation of summary.violations) {
  console.error(
    `${violation.rule.severity} ${violation.rule.name}: ${violation.from} → ${violation.to}${violation.cycle ? ' (cycle)' : ''}`,
  );
}
if (modules === 0) {
  console.error(
    'borders: no module was seen; the check itself is broken (is TypeScript newer than dependency-cruiser knows?).',
  );
  process.exit(1);
}
console.log(
  `borders: ${modules} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations`,
);
process.exit(summary.violations.length > 0 ? 1 : 0);
