// Calls of the core. The generated bindings answer `{status}`; here an error is thrown as the typed `AppError` it is,
// so that callers use `try`/`await` and nobody can forget to look.

import { asAppError, type AppError } from '$lib/errors';

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: AppError };

/** The data of an answer, or its error thrown. */
export async function call<T>(answer: Answer<T> | Promise<Answer<T>>): Promise<T> {
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch (error) {
    throw asAppError(error);
  }
  if (settled.status === 'error') throw settled.error;
  return settled.data;
}
