import type { Experiment } from '../../../experiments/definition/experiment.ts';
import type { GameDayDocument } from '../../../experiments/definition/game-day.ts';
import type { Complain } from '../complain.ts';
import type { Path } from '../path.ts';

/** Something about a document that its schema cannot express. `has`: the author wrote it; a default is not there. */
export type Check<T> = (document: T, complain: Complain, has: (path: Path) => boolean) => void;
export type ExperimentCheck = Check<Experiment>;
export type GameDayCheck = Check<GameDayDocument>;
