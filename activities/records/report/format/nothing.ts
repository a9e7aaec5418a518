/** Stands where there is no number, time or text. */
export const NOTHING = '–';
