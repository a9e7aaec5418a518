import { leaveOutClusterTests } from './test/support/leave-out-cluster-tests.mjs';

/** @type {import('jest').Config} */
const config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testTimeout: 30_000,
  // Most of them wait for others: a cluster, a server, the end of a hold.
  maxWorkers: 3,
};

export default async () => ({
  ...config,
  testPathIgnorePatterns: ['/node_modules/', ...(await leaveOutClusterTests('test'))],
});
