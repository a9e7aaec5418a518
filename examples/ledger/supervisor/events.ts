let heldBack: string[] | undefined = [];

/** One line of JSON on stdout for each thing that happened. Whoever started us reads the ready line first. */
export function say(event: string, details: Readonly<Record<string, unknown>>): void {
  const line = `${JSON.stringify({ event, at: new Date().toISOString(), ...details })}\n`;
  if (heldBack === undefined) process.stdout.write(line);
  else heldBack.push(line);
}

export function sayReady(details: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ ready: true, ...details })}\n${heldBack?.join('') ?? ''}`);
  heldBack = undefined;
}
