/** Writes docs/methodology/validation.md; run by `npm run validation`. */
import fs from 'node:fs';
import { pagePath, validationPage } from '../validation-page.ts';

const { text, numbers, outside } = validationPage();
fs.writeFileSync(pagePath, text);
console.log(`docs/methodology/validation.md: ${numbers} values, ${outside} outside of their tolerance`);
process.exitCode = outside > 0 ? 1 : 0;
