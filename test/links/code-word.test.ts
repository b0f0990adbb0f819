import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeWordField, codeWordKey, makeCodeWord } from '../../src/links/code-word.ts'

describe('a code word', () => {
  it.each(['ROSE', 'autumn-26', 'Blåbær', 'กุหลาบ', '薔薇', 'é1'])('may be %s', (word) => {
    expect(codeWordField.safeParse(` ${word} `).data).toBe(word.normalize('NFC'))
  })

  it.each(['', 'a', 'two words', '-rose', 'rose-', 'ro--se', 'rose!', 'r'.repeat(31), 'ro\nse'])(
    'may not be %j',
    (word) => {
      expect(codeWordField.safeParse(word).success).toBe(false)
    },
  )

  it('is the same in whatever case and width', () => {
    expect(new Set(['ROSE', 'rose', 'Ｒｏｓｅ'].map(codeWordKey)).size).toBe(1)
    expect(codeWordKey('BLÅBÆR')).toBe(codeWordKey('blåbær'))
    expect(codeWordKey('ROSE')).not.toBe(codeWordKey('ROSES'))
  })

  it('made up can be said, is one that may be set, and has no letters that are taken for others', () => {
    for (let made = 0; made < 500; made++) {
      const word = makeCodeWord()
      expect(word).toMatch(/^[bdfkmnprstv][aeou][bdfkmnprstv][aeou][bdfkmnprstv]$/)
      expect(codeWordField.parse(word)).toBe(word)
    }
  })

  it('made up is not one that a shop wouldn’t have its customers say', () => {
    const letters = 'fukad'
    let drawn = 0
    const first = [2, 3, 3, 0, 1, ...Array.from({ length: 5 }, () => 0)]
    // f-u-k-a-d, then b-a-b-a-b.
    expect(letters).toBe('fukad')
    expect(makeCodeWord(() => first[drawn++] ?? 0)).toBe('babab')
  })

  it('keeps its key however often it is made', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => codeWordKey(codeWordKey(word)) === codeWordKey(word)),
    )
  })
})
