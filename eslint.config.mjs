import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import typescript from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/** What each kind of package may import; the same order is drawn in CONTRIBUTING.md. */
const mayImport = {
  domain: [],
  engine: [],
  host: ['engine'],
  store: ['engine', 'host'],
  contracts: ['engine', 'domain'],
  api: ['contracts', 'domain', 'engine', 'host', 'store'],
  worker: ['host', 'store', 'domain', 'engine'],
  modeling: ['engine', 'domain'],
  web: ['contracts', 'engine', 'domain', 'modeling'],
  cli: ['contracts', 'domain', 'engine', 'modeling'],
};

const depConstraints = Object.entries(mayImport).map(([type, allowed]) => ({
  sourceTag: `type:${type}`,
  onlyDependOnLibsWithTags: [type, ...allowed].map((name) => `type:${name}`),
}));

/** The engine must give the same answer in Temporal's sandbox, in a browser and years later. */
const impure = [
  'setTimeout',
  'setInterval',
  'fetch',
  'process',
  'window',
  'document',
  'localStorage',
  'crypto',
];

export default defineConfig(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.opora/**',
      '.nx/**',
      'coverage/**',
      'tests/conformance/**/fixtures/**',
      '**/*.d.mts',
    ],
  },
  js.configs.recommended,
  ...typescript.configs.recommended,
  ...typescript.configs.stylistic,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue,mjs}'],
    plugins: { '@nx': nx },
    languageOptions: { globals: globals.node },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(\\.\\./){3,}',
              message: 'Import the package by its name instead of climbing out of it.',
            },
            {
              regex: '^@opora/[a-z]+/(src|dist)',
              message: 'Import what the package exports, not its insides.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name; only configs and the workflow have a default.',
        },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['@opora/local/testing'],
          allowCircularSelfDependency: true,
          enforceBuildableLibDependency: false,
          depConstraints,
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      // After a length check `!` says what noUncheckedIndexedAccess cannot see.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A recursive type cannot be written as a Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['packages/engine/src/**/*.ts', 'packages/domain/src/**/*.ts', 'packages/modeling/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...impure.map((name) => ({ name, message: 'This package is pure: pass it in.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock is an argument (`now`).' },
        { object: 'Math', property: 'random', message: 'The same input must give the same answer.' },
      ],
    },
  },
  {
    // Decorated constructor parameters are read at run time, so a type-only import would break Nest's injection.
    files: ['apps/api/**/*.ts', 'packages/store/src/entities/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: {
      globals: globals.browser,
      parser: vueParser,
      parserOptions: { parser: typescript.parser },
    },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/require-default-prop': 'off',
    },
  },
  { files: ['apps/web/**/*.ts'], languageOptions: { globals: globals.browser } },
  {
    files: [
      '**/*.config.{mjs,ts}',
      'infra/local/jest-*.mjs',
      'tests/e2e/support/setup.mjs',
      'packages/host/src/workflow.ts',
      'packages/host/src/workflow/**',
      '**/*.d.ts',
    ],
    rules: { 'no-restricted-syntax': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
  { files: ['packages/**/*.ts', 'apps/web/**'], rules: { 'no-console': 'error' } },
  {
    files: ['**/*.spec.ts', '**/src/testing/**', 'tests/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  prettier,
);
