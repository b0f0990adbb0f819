import { expect, it } from 'vitest'
import { hashPassword, isPassword, passwordFault } from '../../src/access/password.ts'
import { deriveKey } from '../../src/access/scrypt.ts'

it('is known again, whichever way its letters are composed, and no other is', async () => {
  const hash = await hashPassword('blåbær på fjellet', deriveKey)
  expect(hash).toMatch(/^scrypt1\$[\w-]{22}\$[\w-]{43}$/)
  expect(await isPassword('blåbær på fjellet'.normalize('NFD'), hash, deriveKey)).toBe(true)
  expect(await isPassword('blåbær på fjellet ', hash, deriveKey)).toBe(false)
  expect(await isPassword('', hash, deriveKey)).toBe(false)
})

it('is hashed anew each time', async () => {
  const hashes = await Promise.all([1, 2].map(() => hashPassword('blåbær på fjellet', deriveKey)))
  expect(hashes[0]).not.toBe(hashes[1])
})

it('is nobody’s without an account, after the same work', async () => {
  let derived = 0
  const counting = (password: string, salt: Uint8Array) => {
    derived++
    return deriveKey(password, salt)
  }
  expect(await isPassword('blåbær på fjellet', undefined, counting)).toBe(false)
  expect(derived).toBe(1)
})

it.each([
  ['ellevetegn1', 'short'],
  ['aaaaaaaaaaaa', 'one letter'],
  ['Password1234!', 'a beginning everybody tries'],
  ['123456789012', 'digits in a row'],
  ['kari@shop.example', 'the e-mail address'],
  ['x'.repeat(257), 'endless'],
])('refuses %s: %s', (password) => expect(passwordFault(password, 'Kari@shop.example')).toMatch(/\w/))

it.each(['tolv tegn ok', 'ordene fire lange', '🧶🧵🐑🧶🧵🐑🧶🧵🐑🧶🧵🐑'])('takes %s', (password) =>
  expect(passwordFault(password, 'kari@shop.example')).toBeUndefined(),
)
