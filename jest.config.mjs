const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        experimental: { keepImportAttributes: true },
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
};

/** One project per level of test; workspace packages are read from their sources (`opora-source`). */
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['opora-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  setupFiles: ['<rootDir>/tests/seed.mjs'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.opora/'],
  ...more,
});

/** PostgreSQL and Temporal, started once for the whole run; `@opora/local/testing` gives specs their addresses. */
const servers = {
  globalSetup: '<rootDir>/infra/local/jest-servers.mjs',
  globalTeardown: '<rootDir>/infra/local/jest-teardown.mjs',
};

export default {
  // Real servers and a real browser on two busy cores: a test that hangs is cut, a slow one is not.
  testTimeout: 120_000,
  projects: [
    project('unit', [
      'packages/engine/src/**/*.spec.ts',
      'packages/domain/src/**/*.spec.ts',
      'packages/contracts/src/**/*.spec.ts',
      'packages/modeling/src/**/*.spec.ts',
      'apps/web/src/**/*.spec.ts',
      'apps/cli/src/**/*.spec.ts',
      'workflows/**/*.spec.ts',
      'tests/conformance/*.spec.ts',
    ]),
    project(
      'integration',
      [
        'packages/host/src/**/*.spec.ts',
        'packages/store/src/**/*.spec.ts',
        'apps/api/src/**/*.spec.ts',
        'apps/worker/src/**/*.spec.ts',
        'infra/**/*.spec.ts',
        'tests/replay/**/*.spec.ts',
        'tests/conformance/on-temporal/*.spec.ts',
      ],
      servers,
    ),
    project('e2e', ['tests/e2e/**/*.spec.ts'], {
      ...servers,
      globalSetup: '<rootDir>/tests/e2e/support/setup.mjs',
    }),
  ],
};
