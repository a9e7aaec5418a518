import type { Clock } from '../ports.ts';

/** More than this between the two clocks, from one look to the next: the wall clock was set, or the machine slept. */
const JUMPED_MS = 1_000;

/**
 * Milliseconds since 1970 that never go back: a wall clock that is set back must not hide blindness. A jump forward counts
 * as time that passed, for it may be a laptop that slept, and then nobody watched.
 */
export function forwardTime(clock: Clock): () => number {
  let wall = clock.now();
  let steady = clock.monotonic();
  let time = wall;
  return () => {
    const [wallPassed, steadyPassed] = [clock.now() - wall, clock.monotonic() - steady];
    wall += wallPassed;
    steady += steadyPassed;
    time += wallPassed - steadyPassed > JUMPED_MS ? wallPassed : steadyPassed;
    return time;
  };
}
