/** Type-aware lint: floating promises and unsafe values are errors everywhere. */
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['node_modules', 'dist', '**/.svelte-kit', 'benchmarks/node_modules', '.servanda', 'test/golden'],
  },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // zod gives a schema and its type one name on purpose.
      '@typescript-eslint/no-redeclare': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['src/cli/**/*.ts'],
    rules: {
      // A whole room on demand is one chunk, which then every command that names it would load.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression[source.value=/^#/]',
          message: 'Import names from a room at the top; what only some runs need goes into a file imported on demand.',
        },
      ],
    },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
);
