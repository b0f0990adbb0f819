import { expect, it } from 'vitest'
import { contrast, judgeColours } from '../../src/links/qr-contrast.ts'
import { askedStyle, qrQuery, qrStyle } from '../../src/links/qr-style.ts'

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ffffff', '#777777')).toBe(contrast('#777777', '#ffffff'))
  expect(contrast('#123456', '#123456')).toBe(1)
})

it('takes dark on light from 4 : 1 on, and no negatives', () => {
  expect(judgeColours('#7f7f7f', '#ffffff')).toMatchObject({ kind: 'fine' })
  expect(judgeColours('#808080', '#ffffff')).toMatchObject({ kind: 'too-alike' })
  expect(judgeColours('#ffffff', '#000000')).toMatchObject({ kind: 'inverted' })
  expect(judgeColours('#ffd100', '#ffd100')).toMatchObject({ kind: 'too-alike', ratio: 1 })
  // Nobody knows what a see-through code is put on: paper, most of the time.
  expect(judgeColours('#808080', 'transparent')).toEqual(judgeColours('#808080', '#ffffff'))
})

it('says how far off two colours are, and what to do', () => {
  const told = (dark: string, light: string) => qrStyle.safeParse({ dark, light }).error?.issues
  expect(told('#808080', '#ffffff')).toMatchObject([{ path: ['dark'], message: expect.stringContaining('3.94 : 1') }])
  expect(told('#ffffff', '#0b775b')).toMatchObject([
    { path: ['dark'], message: expect.stringContaining('Swap the two') },
  ])
  expect(told('#eeeeee', 'transparent')).toMatchObject([{ message: expect.stringContaining('on white paper') }])
  expect(told('#7F7F7F', '#FFFFFF')).toBeUndefined()
})

it('has for everything what scanners like best', () => {
  expect(qrStyle.parse({})).toEqual({
    ...{ size: 512, margin: 4, level: 'M', dark: '#000000', light: '#ffffff', logo: true, logoPercent: 20 },
  })
})

it.each([
  ['size', [63, 2049, 100.5, '512', null]],
  ['margin', [-1, 17, 0.5, '4']],
  ['level', ['X', 'l', '', 1]],
  ['dark', ['black', '#fff', '#00000', '000000', 'transparent', '#00000g', 5]],
  ['light', ['white', '#fff', 'url(#x)', '#ffffff"/>', 5]],
  ['logo', [1, '1', null]],
  ['logoPercent', [4, 21, 10.5]],
])('refuses what is no %s, naming it', (field, values) => {
  for (const value of values)
    expect([value, qrStyle.safeParse({ [field]: value }).error?.issues]).toMatchObject([value, [{ path: [field] }]])
})

it('reads from an address what it asks for, and nothing it doesn’t', () => {
  const read = (query: Record<string, string>) => askedStyle(qrQuery.parse(query))
  expect(read({})).toEqual({})
  expect(read({ download: '1' })).toEqual({})
  expect(read({ size: '300', margin: '0', logo: '0', logoPercent: '10', level: 'H' })).toEqual({
    ...{ size: 300, margin: 0, logo: false, logoPercent: 10, level: 'H' },
  })
  expect(read({ dark: '0B775B', light: '#ffffee' })).toEqual({ dark: '#0B775B', light: '#ffffee' })
  expect(read({ light: 'transparent', logo: '1' })).toEqual({ light: 'transparent', logo: true })
  for (const query of [
    { size: '' },
    { margin: '' },
    { margin: '-1' },
    { size: '1e3' },
    { dark: 'transparent' },
    { light: 'fff' },
    { logo: 'true' },
    { farge: '1' },
  ])
    expect([query, qrQuery.safeParse(query).success]).toEqual([query, false])
})
