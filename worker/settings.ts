import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { type ApiSettings, apiSettings } from './api/api-settings.ts';
import { parseDuration } from '../experiments/definition/scalars.ts';

const wholeNumber = (lowest: number, usual: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: (issue) => `"${String(issue.input)}" is not a whole number` })
    .transform(Number)
    .refine((value) => value >= lowest, { error: `must be ${lowest} or more` })
    .default(usual);

const duration = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform((text, ctx) => {
      const ms = parseDuration(text);
      if (ms === undefined)
        ctx.addIssue({ code: 'custom', message: `"${text}" is not a duration; expected for example 5s` });
      return ms ?? 0;
    });

const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' });

/** Never shown, not even in the text of a problem. */
const secret = (fits: (text: string) => boolean, problem: string) =>
  z
    .string()
    .refine(fits, { error: `${problem} (its value is not shown)` })
    .optional();
const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const isHeaderText = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

const environment = z.object({
  GAMEDAY_STORE: z.string().min(1).optional(),
  GAMEDAY_STATE: z.string().min(1).optional(),
  GAMEDAY_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be trace, debug, info, warn, error or silent',
    })
    .default('info'),
  GAMEDAY_MAX_ACTIVITIES: wholeNumber(1, 200),
  GAMEDAY_MAX_UNDOS: wholeNumber(1, 50),
  GAMEDAY_SHUTDOWN_GRACE: duration('5s'),
  GAMEDAY_REGISTER_SEARCH_ATTRIBUTES: flag.default('1'),
  GAMEDAY_LOOK_FOR_STUCK: duration('30s').refine((ms) => ms === 0 || ms >= 1_000, {
    error: 'must be 1s or longer, or 0s for never',
  }),
  GAMEDAY_NOTIFY_URL: secret(isWebAddress, 'is not an address that begins with http:// or https://'),
  GAMEDAY_NOTIFY_AUTHORIZATION: secret(
    isHeaderText,
    'cannot be sent as a header: it is empty or has control characters',
  ),
  GAMEDAY_EXIT_WITH_PARENT: flag.default('0'),
  GAMEDAY_API: z.string().optional(),
  GAMEDAY_API_TOKEN: z.string().optional(),
  GAMEDAY_API_TOKEN_FILE: z.string().optional(),
  GAMEDAY_SWEEPER: flag.default('1'),
  GAMEDAY_KUBERNETES_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
      error: (issue) => `"${String(issue.input)}" is no name of a namespace`,
    })
    .default('gameday'),
  GAMEDAY_KUBERNETES_CONTEXT: z.string().min(1).optional(),
  XDG_STATE_HOME: z.string().optional(),
});

export interface Settings {
  /** Artefacts: journals, measurements, snapshots, reports. */
  readonly storeDirectory: string;
  /** Undo records and guards; must survive a reboot of the worker, and be the same for every worker of this machine. */
  readonly stateDirectory: string;
  readonly logLevel: string;
  readonly maxActivities: number;
  readonly maxUndos: number;
  readonly shutdownGraceMs: number;
  readonly registerSearchAttributes: boolean;
  readonly exitWithParent: boolean;
  /** Undefined when it is off. */
  readonly api: ApiSettings | undefined;
  readonly lookForStuckMs: number;
  readonly notify: { readonly url?: string | undefined; readonly authorization?: string | undefined };
  /** Whether this worker sweeps its machine when the schedule says so, and writes that schedule. */
  readonly sweeper: boolean;
  readonly kubernetes: KubernetesSettings;
}

export interface KubernetesSettings {
  /** Where the undo records of faults in the cluster are. */
  readonly namespace: string;
  /** Instead of the current context of the kubeconfig. */
  readonly context?: string | undefined;
}

/** Every setting with a problem, one line each. */
export function readSettings(
  env: NodeJS.ProcessEnv,
): { readonly settings: Settings } | { readonly problems: readonly string[] } {
  const parsed = environment.safeParse(env);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const read = apiSettings(env);
  problems.push(...('problems' in read ? read.problems : []), ...unknownNames(env));
  if (!parsed.success || 'problems' in read || problems.length > 0) return { problems };
  const { data } = parsed;
  const home = join(stateHome(data.XDG_STATE_HOME), 'gameday');
  return {
    settings: {
      storeDirectory: resolve(data.GAMEDAY_STORE ?? `${home}/store`),
      stateDirectory: resolve(data.GAMEDAY_STATE ?? `${home}/undo`),
      logLevel: data.GAMEDAY_LOG_LEVEL,
      maxActivities: data.GAMEDAY_MAX_ACTIVITIES,
      maxUndos: data.GAMEDAY_MAX_UNDOS,
      shutdownGraceMs: data.GAMEDAY_SHUTDOWN_GRACE,
      registerSearchAttributes: data.GAMEDAY_REGISTER_SEARCH_ATTRIBUTES === '1',
      exitWithParent: data.GAMEDAY_EXIT_WITH_PARENT === '1',
      api: read.api,
      lookForStuckMs: data.GAMEDAY_LOOK_FOR_STUCK,
      notify: { url: data.GAMEDAY_NOTIFY_URL, authorization: data.GAMEDAY_NOTIFY_AUTHORIZATION },
      sweeper: data.GAMEDAY_SWEEPER === '1',
      kubernetes: { namespace: data.GAMEDAY_KUBERNETES_NAMESPACE, context: data.GAMEDAY_KUBERNETES_CONTEXT },
    },
  };
}

/** Empty and relative ones do not count, says the XDG Base Directory Specification. */
function stateHome(configured: string | undefined): string {
  return configured !== undefined && isAbsolute(configured) ? configured : join(homedir(), '.local', 'state');
}

/** What others read, or what belongs to a whole family. */
const ELSEWHERE = [
  /^GAMEDAY_SECRET_/,
  /^GAMEDAY_(SECRETS_DIR|PROTECTED_PIDS|PROTECTED_NAMESPACES|DEBUG|UI_URL|CACHE)$/,
  /^GAMEDAY_(TEMPORAL|TEST|CLUSTER)_/,
  // Kubernetes sets these for a Service whose name begins with gameday.
  /^GAMEDAY_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT|PORT_\d+_\w+)$/,
];

/** A misspelt setting would silently be the default. */
function unknownNames(env: NodeJS.ProcessEnv): readonly string[] {
  const known = Object.keys(environment.shape);
  return Object.keys(env)
    .filter(
      (name) => name.startsWith('GAMEDAY_') && !known.includes(name) && !ELSEWHERE.some((family) => family.test(name)),
    )
    .map(
      (name) =>
        `${name}: there is no such setting; known are ${known.filter((one) => one.startsWith('GAMEDAY_')).join(', ')}`,
    );
}
