import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { creditByPlace, creditPaths } from '../attribution/credit-paths.ts'
import { firstTouch } from '../attribution/models/first.ts'
import { lastTouch } from '../attribution/models/last.ts'
import { lastNonDirect } from '../attribution/models/last-non-direct.ts'
import { linear } from '../attribution/models/linear.ts'
import { markov } from '../attribution/models/markov.ts'
import { positionBased } from '../attribution/models/position-based.ts'
import { shapley } from '../attribution/models/shapley.ts'
import { timeDecay } from '../attribution/models/time-decay.ts'
import type { SharesOf } from '../attribution/models/touched.ts'
import type { Path } from '../attribution/path.ts'
import { Problem } from '../http/problem.ts'
import { parseBody } from '../http/validate.ts'
import { command, tell, UsageError } from './command.ts'

const simple: Readonly<Record<string, SharesOf>> = {
  'last-touch': lastTouch,
  'last-non-direct': lastNonDirect,
  'first-touch': firstTouch,
  linear,
  'position-based': positionBased,
  'time-decay': timeDecay,
  shapley,
}
const models = [...Object.keys(simple), 'markov']

export const attribution = command({
  name: 'attribution',
  usage: '--model MODEL [--order 1|2|3] [--by-place] [--json] FILE',
  about:
    'Credits paths of your own under a model: ' +
    `${models.join(', ')}. FILE is JSON: {"paths": [{"path": ["instagram", "email"], "conversions": 3, "value": 900, "nulls": 12}]}, ` +
    'oldest touch first; nulls are paths that ended in nothing, which markov needs. time-decay needs hoursBefore beside ' +
    'each path, the hours of each touch before the sale. --by-place tells of shapley what each has at which place.',
  example: 'attribution --model markov --order 2 paths.json',
  operands: ['FILE'],
  options: {
    model: { type: 'string' },
    order: { type: 'string' },
    'by-place': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ model, order, json, 'by-place': byPlace }, [file = '']) {
    const asked = readAsked(model, order, byPlace)
    const credited = credit(readPaths(file), asked)
    tell(json, plain(credited), table(credited))
  },
})

type Asked = { readonly model: string; readonly order: 1 | 2 | 3; readonly byPlace: boolean }

/** @throws UsageError */
function readAsked(model: string | undefined, order = '1', byPlace = false): Asked {
  if (model === undefined || !models.includes(model))
    throw new UsageError(`--model must be one of ${models.join(', ')}.`)
  const known = ([1, 2, 3] as const).find((one) => String(one) === order)
  if (known === undefined) throw new UsageError('--order must be 1, 2 or 3.')
  if (known > 1 && model !== 'markov') throw new UsageError('--order is for --model markov alone.')
  if (byPlace && model !== 'shapley') throw new UsageError('--by-place is for --model shapley alone.')
  return { model, order: known, byPlace }
}

type Result = {
  readonly credit: ReadonlyMap<string, number>
  readonly value: ReadonlyMap<string, number>
  readonly removal?: ReadonlyMap<string, number>
  readonly probability?: number
  readonly places?: ReadonlyMap<string, readonly number[]>
}

/** @throws UsageError for what the model can't take */
function credit(paths: readonly Path[], { model, order, byPlace }: Asked): Result {
  try {
    const sharesOf = simple[model]
    if (!sharesOf) return markov(paths, order)
    return { ...creditPaths(paths, sharesOf), ...(byPlace ? { places: creditByPlace(paths) } : {}) }
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${model}: ${error.message}.`)
    throw error
  }
}

const amount = z.number('must be a number').min(0, 'must be 0 or more').max(1e12, 'must be a trillion at most')

const pathsFile = z.strictObject({
  paths: z
    .array(
      z.strictObject({
        path: z
          .array(z.string('must be names').min(1, 'must not be empty'), 'is missing: the names, oldest first')
          .min(1, 'must have one touch at least')
          .max(1000, 'must have 1,000 touches at most'),
        conversions: amount,
        value: amount.default(0),
        nulls: amount.default(0),
        hoursBefore: z.array(amount, 'must be hours, one for each touch').exactOptional(),
      }),
      'is missing: give a list of paths',
    )
    .min(1, 'must have one path at least')
    .superRefine((paths, issues) => {
      for (const [index, { path, hoursBefore }] of paths.entries())
        if (hoursBefore && hoursBefore.length !== path.length)
          issues.addIssue({
            code: 'custom',
            path: [index, 'hoursBefore'],
            message: `must have ${path.length} numbers, one for each touch`,
          })
    }),
})

/** @throws UsageError naming file, field and remedy */
function readPaths(file: string): readonly Path[] {
  const text = readFileSync(file, 'utf8')
  try {
    return parseBody(pathsFile, JSON.parse(text)).paths
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is no JSON: ${error.message}.`)
    if (error instanceof Problem) throw new UsageError(`${file}: ${error.detail}`)
    throw error
  }
}

function plain({ credit: credits, value, removal, probability, places }: Result) {
  return {
    credit: Object.fromEntries(credits),
    value: Object.fromEntries(value),
    ...(removal ? { removal: Object.fromEntries(removal) } : {}),
    ...(probability === undefined ? {} : { probability }),
    ...(places ? { places: Object.fromEntries(places) } : {}),
  }
}

function table({ credit: credits, value, removal, places }: Result): string {
  const width = Math.max(4, ...[...credits.keys()].map(({ length }) => length))
  const head = `${''.padEnd(width)}  conversions         value${removal ? '   removal' : ''}${places ? '   by place' : ''}`
  const lines = [...credits]
    .toSorted(([, one], [, other]) => other - one)
    .map(([unit, own]) => {
      const effect = removal ? `  ${(removal.get(unit) ?? 0).toFixed(4).padStart(8)}` : ''
      const place = places ? `   ${(places.get(unit) ?? []).map((one) => one.toFixed(2)).join(' ')}` : ''
      return `${unit.padEnd(width)}  ${own.toFixed(3).padStart(11)}  ${(value.get(unit) ?? 0).toFixed(2).padStart(12)}${effect}${place}`
    })
  return [head, ...lines].join('\n')
}
