// Whose drawing comes next. The core draws as many at once as there are cores; more than that at once only means that the
// ad which is looked at comes late.

interface Waiting {
  /** Whether it is the one that is looked at by now. */
  first: () => boolean;
  go: () => void;
}

export class Turns {
  #most: number;
  #running = 0;
  #waiting: Waiting[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Does some work when it is its turn. What is looked at waits for nothing. */
  async take<T>(first: () => boolean, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most && !first())
      await new Promise<void>((go) => this.#waiting.push({ first, go: () => go() }));
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #next(): void {
    if (this.#running >= this.#most) return;
    const at = Math.max(
      0,
      this.#waiting.findIndex((one) => one.first())
    );
    this.#waiting.splice(at, 1)[0]?.go();
  }
}
