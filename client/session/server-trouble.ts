import { invalid, isClientFailure, messageOf, unreachable } from '../failure.ts';
import { GRPC, grpcTrouble } from './grpc-code.ts';

interface Place {
  readonly address: string;
  readonly namespace: string;
}

const WAYS_TO_GET_A_SERVER = `There are three ways to get one:
  1. start one, with a worker, in another terminal: gameday dev
  2. let the game day bring its own:                gameday run FILE --embedded
  3. use one that runs elsewhere:                   --address HOST:PORT, or --profile NAME,
                                                    or what \`docker compose up\` brings up`;

const WITHOUT_A_SERVER: readonly number[] = [GRPC.unavailable, GRPC.deadlineExceeded, GRPC.cancelled];
const NOT_LET_IN: readonly number[] = [GRPC.permissionDenied, GRPC.unauthenticated];

/** Trouble with the server itself, in words. Anything else is a bug and comes back as it was. */
export function asClientFailure(error: unknown, { address, namespace }: Place): unknown {
  if (isClientFailure(error)) return error;
  if (error instanceof Error && /^Namespace .*not found/.test(error.message))
    return unknownNamespace(address, namespace);
  const trouble = grpcTrouble(error);
  // untilReady of the SDK gives up with a plain error.
  if (!trouble && /Failed to connect before the deadline/.test(messageOf(error))) return noServer(address, error);
  if (!trouble) return error;
  if (WITHOUT_A_SERVER.includes(trouble.code)) return noServer(address, error);
  if (trouble.code === GRPC.notFound) return unknownNamespace(address, namespace);
  if (NOT_LET_IN.includes(trouble.code)) {
    return unreachable(
      `The Temporal server at ${address} does not let us in: ${trouble.details}. ` +
        'Check TEMPORAL_API_KEY, TEMPORAL_TLS_* and the profile (`temporal config list`).',
      error,
    );
  }
  return error;
}

const noServer = (address: string, cause: unknown) =>
  unreachable(`No Temporal server answers at ${address}.\n${WAYS_TO_GET_A_SERVER}`, cause);

const unknownNamespace = (address: string, namespace: string) =>
  invalid(
    `The Temporal server at ${address} has no namespace "${namespace}". ` +
      `Choose one with --namespace, or create it: temporal operator namespace create -n ${namespace} --address ${address}`,
  );
