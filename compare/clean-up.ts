type Step = () => Promise<unknown>;

/** What must be put away at the end, or as soon as somebody presses Ctrl-C: last in, first out, each once. */
export class CleanUp {
  readonly #steps: Step[] = [];
  #hasRun = false;

  /** What comes after the end, because it was being started then, is put away at once. */
  add(step: Step): void {
    if (this.#hasRun) void putAway(step);
    else this.#steps.push(step);
  }

  /** A part of it that may be put away earlier. */
  part(): CleanUp {
    const part = new CleanUp();
    this.add(() => part.run());
    return part;
  }

  async run(): Promise<void> {
    this.#hasRun = true;
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) await putAway(step);
  }
}

async function putAway(step: Step): Promise<void> {
  try {
    await step();
  } catch (error) {
    process.stderr.write(`Not cleaned up: ${String(error)}\n`);
  }
}
