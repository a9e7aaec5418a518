/** People copy what they see in the UI: the id of an experiment leads to its game day. */
export const gameDayIdOf = (id: string): string => /^(gameday\/[^/]+\/[^/]+)\/\d+-/.exec(id)?.[1] ?? id;

/** `gameday/NAME/STAMP` → `NAME`. */
export const gameDayNameOf = (id: string): string => /^gameday\/([^/]+)\//.exec(id)?.[1] ?? id;
