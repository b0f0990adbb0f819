import type { Context } from 'hono'
import { lineStream } from '../../http/lines.ts'
import type { Runtime } from '../../runtime.ts'
import type { Turn } from './turn.ts'

/** What an import came to so far: outcomes by their order in the file. */
type Step = { readonly outcomes: readonly unknown[] }

/** What fails before the answer begins ends the turn. */
export async function orEnd<Read>(turn: Turn, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read()
  } catch (error) {
    turn.end()
    throw error
  }
}

/** A file in hand, for what reads files as they come. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/**
 * Answers an import line by line as it goes on, JSON each: its outcomes, then `toLast` of its last step, or the problem that
 * cut it short: what stands before it is in.
 */
export function answerSteps<One extends Step>(
  c: Context,
  runtime: Pick<Runtime, 'log'>,
  answered: { readonly steps: AsyncGenerator<One>; readonly turn: Turn; readonly toLast: (step: One) => unknown },
): Response {
  return c.body(
    lineStream(toLines(runtime, answered), (line) => JSON.stringify(line)),
    200,
    { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  )
}

async function* toLines<One extends Step>(
  { log }: Pick<Runtime, 'log'>,
  { steps, turn, toLast }: Parameters<typeof answerSteps<One>>[2],
): AsyncGenerator<readonly unknown[]> {
  let last: One | undefined
  try {
    for await (const step of steps) {
      turn.goOn()
      yield step.outcomes
      last = step
    }
  } catch (error) {
    log.error('import cut short', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    const detail = 'It could not be stored any further. Import the same file again: what is in stays as it is.'
    return yield [{ problem: { status: 503, title: 'Not available', detail, errors: [] } }]
  } finally {
    turn.end()
  }
  if (last) yield [toLast(last)]
}
