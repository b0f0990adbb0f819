import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvRow, lineStream } from '../../src/http/lines.ts'

it('keeps a spreadsheet from running what a visitor wrote', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])
    expect([formula, csvRow([formula])]).toEqual([formula, `"'${formula}"`])
  expect(csvRow(['a=1', 'x@y', '1-2', "'=1"])).toBe(`"a=1","x@y","1-2","'=1"`)
})

it('leaves numbers numbers, also negative ones, and nothing empty', () => {
  expect(csvRow([-5, 0, 1.5, null, true, ''])).toBe('-5,0,1.5,,true,""')
})

it('is read back field by field by whoever reads RFC 4180', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (fields) => {
      expect(parseRow(csvRow(fields))).toEqual(
        fields.map((field) => (/^[=+\-@\t\r\n＝＋－＠]/.test(field) ? `'${field}` : field)),
      )
    }),
  )
})

it('streams page after page, asks for the next only when it is wanted, and stops when nobody listens', async () => {
  const asked: number[] = []
  let isClosed = false
  async function* pages() {
    try {
      for (let page = 0; page < 100; page++) {
        asked.push(page)
        yield [page, page]
      }
    } finally {
      isClosed = true
    }
  }
  const reader = lineStream(pages(), String, 'head').getReader()
  const readText = async () => new TextDecoder().decode((await reader.read()).value)
  expect([await readText(), await readText()]).toEqual(['head\r\n', '0\r\n0\r\n'])
  await reader.cancel()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(isClosed).toBe(true)
  expect(asked.length).toBeLessThan(10)
})

it('ends lines of NDJSON with a line feed, and an empty export is empty', async () => {
  async function* one() {
    yield ['{}']
  }
  async function* none(): AsyncGenerator<string[]> {}
  expect(await new Response(lineStream(one(), String)).text()).toBe('{}\n')
  expect(await new Response(lineStream(none(), String)).text()).toBe('')
  expect(await new Response(lineStream(none(), String, 'head')).text()).toBe('head\r\n')
})

it('passes over empty pages, in turns', async () => {
  let turns = 0
  async function* pages() {
    for (let page = 0; page < 20; page++) {
      const start = performance.now()
      while (performance.now() - start < 2);
      yield page === 19 ? ['last'] : []
    }
  }
  const timer = setInterval(() => turns++, 1)
  expect(await new Response(lineStream(pages(), String, 'head')).text()).toBe('head\r\nlast\r\n')
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})

/** A row of quoted fields, character by character. */
function parseRow(row: string): string[] {
  const fields: string[] = []
  let at = 0
  while (at < row.length) {
    let field = ''
    at++
    while (row[at] !== '"' || row[at + 1] === '"') {
      if (row[at] === '"') at++
      field += row[at++] ?? ''
    }
    at += 2
    fields.push(field)
  }
  return fields
}

it('gives others their turn while it is read as fast as can be', async () => {
  async function* pages() {
    for (let page = 0; page < 20; page++) {
      const start = performance.now()
      while (performance.now() - start < 2);
      yield [page]
    }
  }
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const reader = lineStream(pages(), String).getReader()
  while (!(await reader.read()).done);
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})
