import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { currencyCodes, digitsOf, parseMoney, showMoney } from '../../src/shops/money.ts'

const currency = fc.constantFrom(...currencyCodes)
const minor = fc.nat({ max: 1_000_000_000_000 })

it('reads every amount as it shows it, in every currency', () => {
  fc.assert(
    fc.property(currency, minor, (code, amount) => {
      expect(parseMoney(showMoney(amount, code), code)).toEqual({ ok: true, minor: amount })
    }),
  )
})

it('takes any number of trailing zeros', () => {
  fc.assert(
    fc.property(currency, fc.nat({ max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (code, amount, zeros) => {
      const shown = showMoney(amount, code)
      const longer = zeros === 0 ? shown : `${shown.includes('.') ? shown : `${shown}.`}${'0'.repeat(zeros)}`
      expect(parseMoney(longer, code)).toEqual({ ok: true, minor: amount })
    }),
  )
})

it('refuses a decimal more than the currency has', () => {
  fc.assert(
    fc.property(currency, fc.nat({ max: 10 ** 9 }), fc.integer({ min: 1, max: 9 }), (code, whole, digit) => {
      const text = `${whole}.${'0'.repeat(digitsOf(code) ?? 2)}${digit}`
      expect(parseMoney(text, code)).toMatchObject({ ok: false, detail: expect.stringContaining(code) })
    }),
  )
})

it.each([
  ['499.50', 'NOK', 49_950],
  ['499.5', 'NOK', 49_950],
  ['0', 'NOK', 0],
  ['0.00', 'NOK', 0],
  ['007', 'NOK', 700],
  ['1000', 'JPY', 1000],
  ['1.234', 'KWD', 1234],
  [' 5 ', 'EUR', 500],
])('%s %s is %i', (text, code, expected) => expect(parseMoney(text, code)).toEqual({ ok: true, minor: expected }))

it.each([
  '',
  '-1',
  '+1',
  '1,5',
  '1 000',
  '1e3',
  '.5',
  '5.',
  'NOK 5',
  'NaN',
  'Infinity',
  '٥',
  '1.2.3',
  '9'.repeat(16),
  '10000000000.01',
])('refuses %j, and says what to write', (text) =>
  expect(parseMoney(text, 'NOK')).toMatchObject({ ok: false, detail: expect.stringMatching(/\w/) }),
)

it('has the decimals of ISO 4217, whatever coins are in use and whatever the runtime believes', () => {
  const digits = (codes: string) => [...new Set(codes.split(' ').map(digitsOf))]
  expect(digits('NOK EUR THB HUF IDR COP RSD')).toEqual([2])
  expect(digits('ALL AMD IRR LAK LBP MGA MMK PKR TZS UZS YER AFN SLE XCG ZWG')).toEqual([2])
  expect(digits('JPY KRW ISK VND CLP PYG UGX XAF XOF XPF BIF DJF GNF KMF RWF VUV UYI')).toEqual([0])
  expect(digits('BHD IQD JOD KWD LYD OMR TND')).toEqual([3])
  expect(digits('HRK BGN ANG ZWL XAU XXX XTS CHE')).toEqual([undefined])
  expect(currencyCodes).toHaveLength(156)
  expect(new Set(currencyCodes).size).toBe(156)
})

it.each(['', 'nok', 'XYZ', 'NO', 'NOKK', '€'])('takes %j for no currency', (code) => {
  expect(parseMoney('1', code)).toMatchObject({ ok: false, detail: expect.stringContaining('ISO 4217') })
  expect(digitsOf(code)).toBeUndefined()
})

it('shows what was taken off with a minus, and no minus before nothing', () => {
  expect([showMoney(-49_950, 'NOK'), showMoney(-5, 'NOK'), showMoney(-5, 'JPY'), showMoney(-0, 'NOK')]).toEqual([
    '-499.50',
    '-0.05',
    '-5',
    '0.00',
  ])
  expect([showMoney(0.4, 'NOK'), showMoney(-0.4, 'NOK'), showMoney(0.5, 'NOK')]).toEqual(['0.00', '0.00', '0.01'])
})
