/** Takes a resuming of all back: each job is paused by itself, and one that cannot be keeps none of the others. */

import { asAppError, type AppError } from '$lib/errors';
import { commands, type JobRow } from '$lib/ipc/bindings';
import { call } from '$lib/ipc/call';
import { m } from '$lib/messages';
import type { TakeBack } from './acts';

const words = m.schedule.done;

type Job = Pick<JobRow, 'id' | 'name'>;

/** Tried again, it goes on with the jobs that could not be paused. */
export function pausedAgain(jobs: readonly Job[]): TakeBack {
  let left = jobs;
  return async () => {
    const failed: { job: Job; error: AppError }[] = [];
    for (const job of left) {
      try {
        await call(commands.pauseJob(job.id));
      } catch (error) {
        failed.push({ job, error: asAppError(error) });
      }
    }
    const paused = left.length - failed.length;
    left = failed.map((one) => one.job);
    const [first] = failed;
    if (!first) return words.pausedAll(paused);
    const names = left.map((job) => job.name);
    throw { ...first.error, message: words.pausedSome(paused, names, first.error.message) } satisfies AppError;
  };
}
