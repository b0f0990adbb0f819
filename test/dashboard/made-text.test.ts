import { expect, it } from 'vitest'
import { asTable, asText, tableOf } from '../../src/dashboard/pages/links/made-text.ts'
import { csvFile, separatorOf } from '../../src/dashboard/parts/csv.ts'

/** A post just made, on X. */
function made(caption: string | null) {
  const link = {
    channel: 'x',
    placement: null,
    shortUrl: 'https://go.example/a',
    targetUrl: 'https://shop.example/',
  } as const
  return [{ post: { title: 'Votter', caption }, link }]
}

it('gives each link a line, or its caption with the link in it', () => {
  expect(asText([...made(null), ...made(null)])).toBe('X: https://go.example/a\nX: https://go.example/a')
  expect(asText([...made('Se {link}\n#jul'), ...made(null)])).toBe(
    'X:\nSe https://go.example/a\n#jul\n\nX: https://go.example/a',
  )
})

it('has the caption as the last cell, in quotes where it has several lines', () => {
  expect(asTable(made('Se «"{link}"»\n#jul')).split('\t').at(-1)).toBe('"Se «""https://go.example/a""»\n#jul"')
  expect(tableOf(made(null))[1]).toEqual(['x', '', 'Votter', 'https://go.example/a', 'https://shop.example/', ''])
})

it('is a file with the sign between cells that spreadsheets of the language expect', async () => {
  expect(['nb-NO', 'de-DE', 'en-GB', 'en-US'].map(separatorOf)).toEqual([';', ';', ',', ','])
  const bytes = new Uint8Array(await csvFile([['a', 'b;"c"']], ';').arrayBuffer())
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe('\ufeff"a";"b;""c"""\r\n')
})
