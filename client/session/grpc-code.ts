/** The codes that we tell apart; https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
export const GRPC = {
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  failedPrecondition: 9,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

export interface GrpcTrouble {
  readonly code: number;
  readonly details: string;
}

/** The gRPC error in an error or in its causes. */
export function grpcTrouble(error: unknown): GrpcTrouble | undefined {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    if (!('code' in one) || typeof one.code !== 'number') continue;
    const { code } = one;
    return { code, details: 'details' in one && typeof one.details === 'string' ? one.details : one.message };
  }
  return undefined;
}
