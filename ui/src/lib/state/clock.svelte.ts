// The present, as relative times read it: one ticking value for the whole window.

class Clock {
  now = $state(new Date());

  constructor() {
    if (typeof window !== 'undefined') setInterval(() => (this.now = new Date()), 15_000);
  }
}

export const clock = new Clock();
