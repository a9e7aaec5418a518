/** Answered with 400: nothing was changed. */
export class BadRequest extends Error {}
