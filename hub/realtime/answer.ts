import type { Logger } from 'pino'
import { CodedError, fail, ok, type Result } from '../../shared/lib/result.ts'
import type { z } from '../../shared/lib/schema.ts'

type Spec = { input: z.ZodMiniType; output: z.ZodMiniType }

/**
 * Carries out one request from outside: parses what came, runs it, parses what goes. An expected failure is its code,
 * anything else is a bug of ours: logged, and told as UNKNOWN.
 */
export async function answer(
  log: Logger,
  name: string,
  spec: Spec,
  raw: unknown,
  handle: (input: unknown) => unknown,
): Promise<Result<unknown>> {
  const input = spec.input.safeParse(raw)
  if (!input.success) return fail('INVALID_INPUT', `${name}: ${input.error.issues[0]?.path.join('.') ?? ''}`)
  try {
    const output = spec.output.safeParse(await handle(input.data))
    if (output.success) return ok(output.data)
    log.error(
      { request: name, path: output.error.issues[0]?.path.join('.') },
      'answer does not fit its schema',
    )
    return fail('UNKNOWN', name)
  } catch (error) {
    if (error instanceof CodedError) {
      log.info({ request: name, code: error.code }, 'refused')
      return fail(error.code)
    }
    log.error({ request: name, err: error }, 'request failed')
    return fail('UNKNOWN', name)
  }
}
