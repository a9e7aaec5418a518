import type { TargetResolver } from './resolver.ts';

/** Nothing can be looked at: the name is an agreement, and a mutex. */
export const resourceTargets: TargetResolver<'resource'> = {
  kind: 'resource',
  find: async ({ name }) => [
    { kind: 'resource', key: `resource/${encodeURIComponent(name)}`, label: `resource ${name}`, name },
  ],
};
