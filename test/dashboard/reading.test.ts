import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../../src/dashboard/problem.ts'
import { intervalOf, onReading, type Reading, readingOf, telling } from '../../src/dashboard/queries/reading.ts'

const { signal } = new AbortController()

function ask(queryKey: readonly unknown[], lines: readonly object[]) {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  return telling({ queryKey, signal }).fetch(`data:application/x-ndjson,${encodeURIComponent(text)}`)
}

const line = (read: number, of: number) => ({ progress: read / of, read, of })

describe('a report that is read', () => {
  it('tells how far it is for as long as it takes, and answers the report alone', async () => {
    const told: (Reading | undefined)[] = []
    const stop = onReading(() => void told.push(readingOf(['long', 1])))
    const report = { name: 'Kampanje “{"report":”', rows: [1, 2] }
    const answer = await ask(['long', 1], [line(0, 6e6), line(2.1e6, 6e6), { report }])
    stop()
    expect(await answer.json()).toEqual(report)
    expect(told).toEqual([line(0, 6e6), line(2.1e6, 6e6), undefined])
    expect([readingOf(['long', 2]), intervalOf({ queryHash: '["long",1]' }, 3000)]).toEqual([undefined, 300_000])
  })

  it('says nothing of what takes no time, and is asked for as often as ever', async () => {
    const told: unknown[] = []
    const stop = onReading(() => void told.push(readingOf(['short'])))
    expect(await (await ask(['short'], [line(0, 900_000), { report: 5 }])).json()).toBe(5)
    stop()
    expect([told, intervalOf({ queryHash: '["short"]' }, 3000)]).toEqual([[undefined], 3000])
  })

  it('fails with the problem that it ends with, or where it was cut short', async () => {
    const problem = { status: 503, title: 'Not available', detail: 'Try again.', errors: [] }
    await expect(ask(['failed'], [line(0, 2e6), { problem }])).rejects.toThrow(new ApiProblem(503, 'Try again.'))
    await expect(ask(['cut'], [line(0, 2e6)])).rejects.toThrow(ApiProblem)
    expect([readingOf(['failed']), readingOf(['cut'])]).toEqual([undefined, undefined])
  })
})
