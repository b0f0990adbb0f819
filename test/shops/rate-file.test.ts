import { expect, it } from 'vitest'
import { parseDay } from '../../src/shops/calendar.ts'
import { readRateFile } from '../../src/shops/rate-file.ts'
import { history, zipOf } from './make-rates.ts'

const now = Date.parse('2026-11-22T11:00:00Z')
const read = (text: string) => readRateFile(new TextEncoder().encode(text), now)

it('reads the history of the European Central Bank, and passes over N/A and what is no currency any more', async () => {
  const file = await read(history)
  if (!file.ok) throw new Error(file.faults.join())
  expect(file.rates).toHaveLength(11)
  expect(file.rates[0]).toEqual({ currency: 'USD', day: parseDay('2026-11-20'), perEuro: 1.16 })
  expect(file.rates.filter(({ currency }) => currency === 'CYP')).toEqual([])
  expect(file.rates.filter(({ currency }) => currency === 'SEK')).toHaveLength(2)
})

it('reads the same out of its zip, packed or stored', async () => {
  const plain = await read(history)
  expect(await readRateFile(await zipOf(history), now)).toEqual(plain)
  expect(await readRateFile(await zipOf(history, 'stored'), now)).toEqual(plain)
})

it('reads the file of one day, whose date is in words', async () => {
  const file = await read('Date, USD, NOK, \n20 November 2026, 1.1600, 11.7000, \n')
  const day = parseDay('2026-11-20')
  expect(file).toEqual({
    ok: true,
    leftOut: 0,
    rates: [
      { currency: 'USD', day, perEuro: 1.16 },
      { currency: 'NOK', day, perEuro: 11.7 },
    ],
  })
})

it('reads the XML of one day and of ninety', async () => {
  const file = await read(`<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope><Cube>
<Cube time='2026-11-20'><Cube currency='USD' rate='1.1600'/><Cube currency='NOK' rate='11.7'/></Cube>
<Cube time="2026-11-19"><Cube currency="USD" rate="1.15"/></Cube>
</Cube></gesmes:Envelope>`)
  expect(file.ok && file.rates.map(({ currency, perEuro }) => [currency, perEuro])).toEqual([
    ['USD', 1.16],
    ['NOK', 11.7],
    ['USD', 1.15],
  ])
})

it('reads rates of one’s own, in any order of columns and with what spreadsheets add', async () => {
  const file = await read('\uFEFFcurrency,date,per_euro\r\nTHB,2026-11-20,37.91\r\n\r\n')
  expect(file).toEqual({
    ok: true,
    leftOut: 0,
    rates: [{ currency: 'THB', day: parseDay('2026-11-20'), perEuro: 37.91 }],
  })
})

it('names each line that is wrong, and takes nothing of the file', async () => {
  const file = await read(`date,currency,per_euro
2026-11-31,THB,37.9
2026-11-20,BAHT,37.9
2026-11-20,THB,"37
2027-01-01,THB,37.9
2026-11-20,THB,0
2026-11-20,EUR,1.1`)
  expect(file).toEqual({
    ok: false,
    faults: [
      'Line 3: BAHT is not an ISO 4217 code such as THB.',
      'Line 2: 2026-11-31 is not a day such as 2026-11-20.',
      expect.stringMatching(/^Line 4: "37 of THB is not a rate/),
      'Line 5: 2027-01-01 is yet to come.',
      expect.stringMatching(/^Line 6: 0 of THB is not a rate/),
      'Line 7: EUR is always 1.',
    ],
  })
})

it('says what a file is that it can’t read', async () => {
  expect(await read('Order,Total\n1,2')).toMatchObject({
    faults: [expect.stringMatching(/^Line 1 must be the header/)],
  })
  expect(await read('Date,USD\n')).toMatchObject({ faults: ['There is no rate in the file.'] })
  expect(await readRateFile(Uint8Array.from([0xff, 0xfe, 0, 1]), now)).toMatchObject({
    faults: [expect.stringMatching(/isn’t text/)],
  })
  expect(await readRateFile((await zipOf(history)).slice(0, 90), now)).toMatchObject({
    faults: [expect.stringMatching(/damaged or cut short/)],
  })
})

it('leaves days out that are older than ten years', async () => {
  expect(await read('Date,USD\n2026-11-20,1.16\n1999-01-04,1.1789\n')).toMatchObject({
    rates: [{ perEuro: 1.16 }],
    leftOut: 1,
  })
})

it('refuses a line with more cells than the header, as a decimal comma makes one, and names it', async () => {
  const more = 'Line 3 has more cells than the header: write rates with a point, such as 37.91.'
  expect(await read('date,currency,per_euro\n2026-11-19,THB,37.90\n2026-11-20,THB,37,91\n')).toEqual({
    ...{ ok: false, faults: [more] },
  })
  expect(await read('Date,USD,NOK\n2026-11-19,1.16,11.7\n2026-11-20,1,16,11,7\n')).toEqual({
    ok: false,
    faults: [more],
  })
})

it('reads cells that semicolons part, with the decimal comma that goes with them', async () => {
  const day = parseDay('2026-11-20')
  const rates = [{ currency: 'THB', day, perEuro: 37.91 }]
  expect(await read('date;currency;per_euro\n2026-11-20;THB;37,91\n')).toEqual({ ok: true, leftOut: 0, rates })
  expect(await read('Date;THB\n2026-11-20;37.91\n')).toEqual({ ok: true, leftOut: 0, rates })
  expect(await read('date;currency;per_euro\n2026-11-20;THB;1.037,91\n')).toMatchObject({ ok: false })
})
