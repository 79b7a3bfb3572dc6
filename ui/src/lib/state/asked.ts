/** What an address asks a page to do, such as `/review?export`: done once, however often the page is read again before it
    has another address. */
export class Asked {
  #name: string;
  #taken: URLSearchParams | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** Whether it is asked for and was not taken yet; from then on it is. */
  takes(params: URLSearchParams): boolean {
    if (!params.has(this.#name) || params === this.#taken) return false;
    this.#taken = params;
    return true;
  }
}
