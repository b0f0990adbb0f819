import { type Param, type Statement, statement } from '../storage/database.ts'

/** Conditions that a text holds each of the words, in whatever case. `text`: an expression whose A to Z are small already. */
export function holdingWords(text: string, q: string): Statement[] {
  const words = inSmall(q).split(/\s+/).filter(Boolean).slice(0, mostWords)
  // instr, since D1 takes patterns of 50 bytes at most.
  const holds = (searched: string) => words.map(() => `instr(${searched}, ?) > 0`)
  const small = smallLetters(text, words)
  if (small.params.length === 0)
    return holds(text).map((sql, index) => statement(sql, ...words.slice(index, index + 1)))
  const sql = `exists (select 1 from (select ${small.sql} as searched) where ${holds('searched').join(' and ')})`
  return [statement(sql, ...small.params, ...words)]
}

/** Letter by letter, as SQL does it: whole Greek words end in another σ. */
export function inSmall(text: string): string {
  return Array.from(text, (letter) => letter.toLowerCase()).join('')
}

/** An expression in small letters, as far as it is to be compared with `texts` in small letters. */
export function inSmallLetters(text: string, texts: readonly string[], most = mostLetters): Statement {
  return smallLetters(`lower(${text})`, texts, most)
}

const mostWords = 5
/** Capitals of more different letters stay as they are: a statement takes 100 parameters. */
const mostLetters = 18

/** SQLite's lower() knows A to Z alone: the other letters that are asked for, and no more, are made small one by one. */
function smallLetters(text: string, texts: readonly string[], most = mostLetters): Statement {
  const params: Param[] = []
  let sql = text
  for (const letter of foreignLetters(texts).slice(0, most)) {
    sql = `replace(${sql}, ?, ?)`
    params.push(letter.toUpperCase(), letter)
  }
  return statement(sql, ...params)
}

/** Small letters beyond A to Z that have a capital as long as they are (ß has none). */
function foreignLetters(texts: readonly string[]): string[] {
  return [...new Set(inSmall(texts.join('')))].filter((letter) => {
    const capital = letter.toUpperCase()
    return letter > '\x7f' && capital !== letter && capital.length === letter.length
  })
}
