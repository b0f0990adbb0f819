import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { romanise } from '../../src/links/naming-letters.ts'

describe('romanise', () => {
  it.each([
    ['ลดราคา', 'lotrakha'],
    ['ร้านน้ำชา', 'rannamcha'],
    ['ปีใหม่', 'pimai'],
    ['สวัสดี', 'sawatdi'],
    ['กรุงเทพ', 'krungthep'],
    ['เชียงใหม่', 'chiangmai'],
    ['กาแฟ', 'kafae'],
    ['ลาซานญ่า', 'lasanya'],
    ['สงกรานต์', 'songkran'],
    ['เบียร์', 'bia'],
    ['ของขวัญ', 'khongkhwan'],
    ['โปรโมชั่น', 'promochan'],
    ['ส่งฟรี', 'songfri'],
    ['ตลาด', 'talat'],
    ['ขนมไทย', 'khanomthai'],
    ['ถนน', 'thanon'],
    ['สวน', 'suan'],
    ['แก้ว', 'kaeo'],
    ['กล้วย', 'kluai'],
    ['เสื้อ', 'suea'],
    ['ซื้อ', 'sue'],
    ['เดิน', 'doen'],
    ['เลย', 'loei'],
    ['เร็ว', 'reo'],
    ['เพราะ', 'phro'],
    ['เก่า', 'kao'],
    ['หนังสือ', 'nangsue'],
    ['เครื่องดื่ม', 'khrueangduem'],
    ['พฤกษา', 'phrueksa'],
    ['ธรรม', 'tham'],
    ['บรรทัด', 'banthat'],
    ['ลด ๕๐%', 'lot 50%'],
    ['Sale ไทย!', 'Sale thai!'],
  ])('reads Thai %s as %s', (thai, latin) => {
    expect(romanise(thai)).toBe(latin)
  })

  it.each([
    ['Осенняя Скидка', 'Osennyaya Skidka'],
    ['Щука, объект', 'Shchuka, obekt'],
    ['Львів, Łódź', 'Lviv, Łódź'],
    ['Καλοκαίρι Ώρα', 'Kalokairi Ora'],
    ['Θάλασσες', 'Thalasses'],
    ['日本 שלום', '日本 שלום'],
    ['Blåbær', 'Blåbær'],
    ['', ''],
  ])('reads %j as %j', (text, latin) => {
    expect(romanise(text)).toBe(latin)
  })

  it('leaves no Thai letter behind, whatever their order, and gives every consonant but the silent a sound', () => {
    const thai = Array.from({ length: 0x5b - 1 }, (_, index) => String.fromCodePoint(0xe01 + index))
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...thai), maxLength: 30 }), (text) => {
        expect(romanise(text)).toMatch(/^[a-z0-9]*$/)
      }),
      { numRuns: 500 },
    )
    for (const letter of 'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬฮ') expect(romanise(letter)).toMatch(/^[a-z]+a$/)
  })
})
